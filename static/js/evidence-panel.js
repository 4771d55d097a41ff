/* A link to a claim opens the words that the claim rests on beside the page. Without this script, and wherever it fails, the link
   leads to the claim's own page. The panel is no modal dialog: the page beside it can be read, clicked and tabbed through.

   An open panel stands in the address as #evidence=<key of the claim>, so that it can be sent, reloaded and left by Back; Forward opens
   it again. It is a fragment and no parameter: the page beside it stays one page, to caches as well. A link of the page puts
   another claim in the place of the one that is shown, a link within the panel goes one step further. Escape and Close go back
   over all these steps. A key of which there is no claim is told of in the panel. */

const HEADING = "evidence-says"; // the id of the heading in templates/profiles/claim_evidence.html
const PATIENCE = 150; // milliseconds, after which the panel opens to say that it is fetching
const WIDE = matchMedia("(min-width: 60rem)"); // as in panel.css: a column, not a sheet
const CLAIMS = addressOfClaims(); // what the addresses of all claims begin with
const FRAGMENT = "#evidence=";
const fetched = new Map(); // key that was asked for → key, fragment and address that came, for as long as the page is open

let panel, content; // made when first needed
let opener; // the link of the page whose words are shown: focus returns to it; none where the page has no such link
let shown; // the key of the claim whose words are shown, or are being fetched
let request; // what is being fetched
let leaving; // where the page is to stand, once the browser has gone back over the steps of a panel that was closed

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.claim-link");
  const modified = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  const key = link && keyOf(link);
  if (!key || modified || event.defaultPrevented) return;
  event.preventDefault();
  show(key, link, true);
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select");
  if (event.key === "Escape" && panel?.open && !event.defaultPrevented && !typing) leave();
});

/* Each entry of the history that the panel has a part in says so: `depth`, how many steps lie behind it, and which link of the page
   opened it (`at`, its place among them; `of`, its claim). Other entries are the page's own, such as a jump within it: they leave
   the panel as it is. */
addEventListener("popstate", () => {
  const key = keyInAddress();
  if (leaving) {
    if (key !== null) forget(); // the panel was open when the page was loaded
    const { top } = leaving;
    leaving = null;
    addEventListener("hashchange", () => scrollTo({ top, behavior: "instant" }), { once: true }); // after the browser's own scrolling
  } else if (key !== null) {
    if (!panel?.open || key !== shown) show(key, openerOf(key), false);
  } else if (history.state?.panel) {
    close();
  }
});

if (keyInAddress() !== null) {
  if (!history.state?.panel) history.replaceState({ panel: { depth: 0 } }, "");
  show(keyInAddress(), openerOf(keyInAddress()), false);
}

/* Show the words of a claim. `link` is what asked for them, if anything; `followed` says whether somebody has followed it, or else
   the address names the claim. */
async function show(key, link, followed) {
  request?.abort();
  shown = key;
  const current = (request = new AbortController());
  const begin = () => {
    if (followed) record(key, link);
    open(link);
  };
  const waiting = setTimeout(begin, PATIENCE);
  try {
    const { key: found, fragment, url } = await read(key, current.signal);
    if (current.signal.aborted) return;
    begin();
    content.innerHTML = fragment;
    for (const relative of content.querySelectorAll('a[href^="."]')) relative.href = new URL(relative.getAttribute("href"), url);
    if (found !== key) history.replaceState(history.state, "", `${FRAGMENT}${(shown = found)}`);
  } catch (failure) {
    if (current.signal.aborted) return;
    if (followed) {
      // Where the panel has its entry in the history, the claim's page takes that.
      location[keyInAddress() === key ? "replace" : "assign"](addressOf(key));
      return;
    }
    begin();
    excuse(key, failure.cause);
  } finally {
    clearTimeout(waiting);
  }
  content.ariaBusy = "false";
  panel.scrollTop = 0;
  document.getElementById(HEADING).focus({ preventScroll: true });
  if (opener) reveal(opener);
}

/* Return the fragment of a claim, and its key: another one where the claim was merged. Throw an error whose cause is the status. */
async function read(key, signal) {
  if (!fetched.has(key)) {
    const response = key ? await fetch(`${addressOf(key)}evidence/`, { signal }) : { status: 404 };
    const [, found] = response.url?.match(/([-\w]+)\/evidence\/$/) ?? [];
    if (!response.ok || !found) throw new Error(`${response.status} ${key}`, { cause: response.status });
    fetched.set(key, { key: found, fragment: await response.text(), url: response.url });
  }
  return fetched.get(key);
}

/* Say in the panel why it shows no words: the address names no claim, or they can't be fetched. */
function excuse(key, status) {
  const heading = document.createElement("h2");
  heading.className = "evidence-says";
  heading.id = HEADING;
  heading.tabIndex = -1;
  heading.textContent = status === 404 ? "No such claim" : "The words can’t be fetched";
  const told = document.createElement("p");
  if (status === 404) {
    told.textContent = `The address names a claim that isn’t here${key ? `: “${key}”` : ""}. It may have been copied in part.`;
  } else {
    const link = document.createElement("a");
    link.href = addressOf(key);
    link.textContent = "The claim’s own page";
    told.append(link);
  }
  content.replaceChildren(heading, told);
}

function open(link) {
  panel ?? make();
  content.ariaBusy = "true";
  if (!link || !panel.contains(link)) choose(link);
  keepInPlace(opener, () => panel.open || panel.show());
}

function close() {
  request?.abort();
  if (!panel?.open) return;
  const from = opener;
  keepInPlace(from, () => panel.close());
  choose(null);
  from?.focus({ preventScroll: true });
}

/* Close the panel, and take it out of the address. */
function leave() {
  close();
  if (keyInAddress() === null) return;
  const depth = history.state?.panel?.depth;
  if (!depth) return forget();
  leaving = { top: scrollY };
  history.go(-depth);
}

function make() {
  panel = document.createElement("dialog");
  panel.className = "evidence-panel";
  panel.id = "evidence-panel";
  panel.autofocus = true; // the panel itself, until its heading is there
  panel.setAttribute("aria-labelledby", HEADING);
  panel.innerHTML =
    '<div class="panel-bar">Exact words<button class="panel-close" type="button">Close</button></div><div class="panel-content"></div>';
  content = panel.querySelector(".panel-content");
  panel.querySelector(".panel-close").addEventListener("click", leave);
  panel.addEventListener("keydown", tabOut);
  document.body.append(panel);
}

/* The panel stands at the end of the page: whoever tabs out of it goes on at the link that opened it, not in the page's footer. */
function tabOut(event) {
  if (event.key !== "Tab" || !opener) return;
  const stops = [...panel.querySelectorAll("a[href], button")];
  if (document.activeElement !== stops.at(event.shiftKey ? 0 : -1)) return;
  event.preventDefault();
  opener.focus();
}

/* Mark the link whose words are shown, and no other. */
function choose(link) {
  if (opener) {
    delete opener.dataset.open;
    opener.removeAttribute("aria-expanded");
    opener.removeAttribute("aria-controls");
  }
  opener = link;
  if (!link) return;
  // What a wide screen shows of a fold may close as the page makes room.
  for (let fold = link.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  link.dataset.open = "";
  link.setAttribute("aria-expanded", "true");
  link.setAttribute("aria-controls", panel.id);
}

/* A copy of the site as static files may lie in a sub-folder, and name pages by their files. */
function addressOfClaims() {
  const { claims } = document.querySelector("script[data-claims]").dataset;
  return new URL(claims, location).pathname.replace(/index\.html$/, "");
}

function addressOf(key) {
  return `${CLAIMS}${key}/`;
}

function keyOf(link) {
  const { pathname } = new URL(link.getAttribute("href"), location); // a link in a picture has no href that is a string
  return pathname.startsWith(CLAIMS) ? pathname.slice(CLAIMS.length).replace(/\/(index\.html)?$/, "") : "";
}

/* Return the key of the claim that the address names: empty for what can't be a key, null where it names none. */
function keyInAddress() {
  if (!location.hash.startsWith(FRAGMENT)) return null;
  const key = location.hash.slice(FRAGMENT.length);
  return /^[-\w]+$/.test(key) ? key : "";
}

function linksOfPage() {
  return [...document.querySelectorAll("a.claim-link")].filter((link) => !panel?.contains(link));
}

/* Return the link of the page that opened what the address names, or would open it. */
function openerOf(key) {
  const { at, of = key } = history.state?.panel ?? {};
  const links = linksOfPage();
  if (links[at] && keyOf(links[at]) === of) return links[at];
  const suited = links.filter((link) => keyOf(link) === of);
  return suited.find((link) => link.checkVisibility()) ?? suited[0] ?? null;
}

/* Put a claim into the address: in the place of the one that is there, or as a further step from the page or within the panel. */
function record(key, link) {
  if (keyInAddress() === key) return;
  const now = history.state?.panel;
  const within = panel?.contains(link);
  const depth = now?.depth ?? 0;
  const from = within ? { at: now?.at, of: now?.of } : { at: linksOfPage().indexOf(link), of: key };
  if (keyInAddress() !== null && !within) {
    history.replaceState({ panel: { depth, ...from } }, "", FRAGMENT + key);
    return;
  }
  if (!now) history.replaceState({ panel: { depth: 0 } }, "");
  history.pushState({ panel: { depth: depth + 1, ...from } }, "", FRAGMENT + key);
}

/* Take the claim out of the address, where no step leads back to the page without it. */
function forget() {
  history.replaceState({ panel: { depth: 0 } }, "", location.pathname + location.search);
}

/* The page makes room for the panel, or takes it back: the link stays where it was on the screen. */
function keepInPlace(link, change) {
  const before = link?.getBoundingClientRect().top;
  change();
  if (link) scrollBy({ top: link.getBoundingClientRect().top - before, behavior: "instant" });
}

/* On a narrow screen the sheet lies over the lower part of the page: the link is brought into what is left. */
function reveal(link) {
  if (WIDE.matches) link.scrollIntoView({ inline: "nearest", block: "nearest", behavior: "instant" }); // in a picture that scrolls within itself
  const { top, bottom } = link.getBoundingClientRect();
  const limit = innerHeight - (WIDE.matches ? 0 : panel.offsetHeight);
  if (top < 0 || bottom > limit) scrollBy({ top: top - Math.max((limit - (bottom - top)) / 2, 0), behavior: "instant" });
}
