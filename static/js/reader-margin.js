/* In the reader, a note in the margin and the words that it stands on light up together; a click on marked words opens their notes. */

const reader = document.querySelector(".reader");
let lit = [];

reader.dataset.linked = "";
reader.addEventListener("mouseover", (event) => light(pointedAt(event.target) ?? pointedAt(document.activeElement) ?? []));
reader.addEventListener("mouseleave", () => light(pointedAt(document.activeElement) ?? []));
reader.addEventListener("focusin", (event) => {
  const entries = pointedAt(event.target) ?? [];
  light(entries);
  // A pressed mouse button gives focus too, and the page must not move under it.
  if (event.target.matches(".note-entry :focus-visible")) keepBothInView(entries[0]);
});
reader.addEventListener("click", (event) => {
  const key = event.target.closest(".note-key");
  if (key) open(document.getElementById(key.hash.slice(1)));
  const mark = event.target.closest("mark");
  const entry = mark && !event.target.closest("a") && getSelection().isCollapsed && entryOf(mark);
  if (!entry || !entry.closest(".margin").checkVisibility()) return;
  open(entry);
  entry.querySelector(".claim-link").focus({ preventScroll: true });
  entry.scrollIntoView({ block: "nearest" });
});

/* The notes that a link or a place in the margin stands for; a letter in the text stands for all that are under it. */
function pointedAt(node) {
  const entry = node.closest(".note-entry");
  const key = node.closest(".note-key");
  if (key) return partsOf(document.getElementById(key.hash.slice(1))).flatMap((part) => [...part.querySelectorAll(".note-entry")]);
  return entry ? [entry] : null;
}

/* What stands under the letter of a group of notes, folded away or not. */
function partsOf(group) {
  const letter = (part) => part.querySelector(".note-letter").textContent;
  return [...group.closest(".margin").querySelectorAll(".notes > li")].filter((part) => letter(part) === letter(group));
}

function open(node) {
  for (let fold = node.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

function light(entries) {
  for (const node of lit) delete node.dataset.lit;
  lit = entries.flatMap((entry) => [entry, ...marksOf(entry)]);
  for (const node of lit) node.dataset.lit = "";
}

/* The parts of a mark: the first has the name, the others say whose they are. */
function marksOf(entry) {
  const name = entry.querySelector(".lemma").hash.slice(1);
  return [document.getElementById(name), ...reader.querySelectorAll(`mark[data-of="${name}"]`)];
}

function entryOf(mark) {
  const lemmas = [...mark.closest(".passage").querySelectorAll(".lemma")];
  return lemmas.find((lemma) => lemma.hash === `#${mark.id || mark.dataset.of}`)?.closest(".note-entry");
}

/* Scroll to the words of a note, as far as the note itself stays in view. */
function keepBothInView(entry) {
  const note = entry.getBoundingClientRect();
  const words = marksOf(entry)[0].getBoundingClientRect();
  const up = Math.max(words.top - 16, note.bottom - innerHeight);
  const down = Math.min(words.bottom + 16 - innerHeight, note.top);
  if (words.top < 0 && up < 0) scrollBy({ top: up, behavior: "instant" });
  if (words.bottom > innerHeight && down > 0) scrollBy({ top: down, behavior: "instant" });
}
