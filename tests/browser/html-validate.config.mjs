// What the HTML of every page is held to: all that html-validate recommends, which includes the standard, except as said here.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // A matter of taste: the standard takes the doctype in any case, and ours is written small.
    "doctype-style": "off",
    // Templates leave blank lines where a condition was false. Nobody sees them, and compression takes them away.
    "no-trailing-whitespace": "off",
    // The title of a claim's page is the claim: it is as long as what it says.
    "long-title": "off",
    // A highlight is addressed by the characters it covers, "char=12,34" (RFC 5147): a valid id, if not one for a style sheet.
    "valid-id": ["error", { relaxed: true }],
    // Whatever ARIA lets have a name may have one here too: a list, a table, a figure.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
  },
};
