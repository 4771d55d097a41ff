/* A link to a claim opens the words that the claim rests on beside the page. Without this script, and wherever it fails, the link
   leads to the claim's own page. The panel is no modal dialog: the page beside it can be read, clicked and tabbed through. */

const HEADING = "evidence-says"; // the id of the heading in templates/profiles/claim_evidence.html
const PATIENCE = 150; // milliseconds, after which the panel opens to say that it is fetching
const WIDE = matchMedia("(min-width: 60rem)"); // as in panel.css: a column, not a sheet
const fetched = new Map(); // address → the fragment, for as long as the page is open

let panel, content; // made when first needed
let opener; // the link of the page whose words are shown: focus returns to it
let request; // what is being fetched

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.claim-link");
  const modified = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || modified || event.defaultPrevented) return;
  event.preventDefault();
  show(link);
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select");
  if (event.key === "Escape" && panel?.open && !event.defaultPrevented && !typing) close();
});

async function show(link) {
  const address = new URL(link.getAttribute("href"), location); // a link in a picture has no href that is a string
  request?.abort();
  const current = (request = new AbortController());
  const waiting = setTimeout(open, PATIENCE, link);
  try {
    const fragment = await read(`${address.pathname}evidence/`, current.signal);
    if (current.signal.aborted) return;
    open(link);
    content.innerHTML = fragment;
  } catch {
    if (!current.signal.aborted) location.assign(address);
    return;
  } finally {
    clearTimeout(waiting);
  }
  content.ariaBusy = "false";
  panel.scrollTop = 0;
  document.getElementById(HEADING).focus({ preventScroll: true });
  reveal(opener);
}

async function read(address, signal) {
  if (!fetched.has(address)) {
    const response = await fetch(address, { signal });
    if (!response.ok || response.redirected) throw new Error(`${response.status} ${address}`);
    fetched.set(address, await response.text());
  }
  return fetched.get(address);
}

function open(link) {
  panel ?? make();
  content.ariaBusy = "true";
  if (!panel.contains(link)) choose(link);
  keepInPlace(opener, () => panel.open || panel.show());
}

function close() {
  request?.abort();
  const from = opener;
  keepInPlace(from, () => panel.close());
  choose(null);
  from.focus({ preventScroll: true });
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
  panel.querySelector(".panel-close").addEventListener("click", close);
  panel.addEventListener("keydown", leave);
  document.body.append(panel);
}

/* The panel stands at the end of the page: whoever tabs out of it goes on at the link that opened it, not in the page's footer. */
function leave(event) {
  if (event.key !== "Tab") return;
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

/* The page makes room for the panel, or takes it back: the link stays where it was on the screen. */
function keepInPlace(link, change) {
  const before = link.getBoundingClientRect().top;
  change();
  scrollBy({ top: link.getBoundingClientRect().top - before, behavior: "instant" });
}

/* On a narrow screen the sheet lies over the lower part of the page: the link is brought into what is left. */
function reveal(link) {
  if (WIDE.matches) link.scrollIntoView({ inline: "nearest", block: "nearest", behavior: "instant" }); // in a picture that scrolls within itself
  const { top, bottom } = link.getBoundingClientRect();
  const limit = innerHeight - (WIDE.matches ? 0 : panel.offsetHeight);
  if (top < 0 || bottom > limit) scrollBy({ top: top - Math.max((limit - (bottom - top)) / 2, 0), behavior: "instant" });
}
