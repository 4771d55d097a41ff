/* A link to a question leads to its answers: what is folded away there, or above it, opens. Without this script `:target` does that, in
   answers-fold.css; a browser that finds words on the page opens folds by itself. */

addEventListener("hashchange", unfold);
unfold();

function unfold() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const within = target.querySelector(":scope > details.answers-fold");
  if (within) within.open = true;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}
