/* A menu of the header closes on Escape, on a press elsewhere and when the focus leaves it. Without this script it is a fold like any
   other, which its own summary closes; the browser itself keeps no more than one of them open. */

const menus = [...document.querySelectorAll("details.menu")];

// Before others hear of it: an open menu takes the key, and the panel below it stays open.
document.addEventListener("keydown", (event) => {
  const menu = menus.find((menu) => menu.open);
  if (event.key !== "Escape" || !menu) return;
  event.preventDefault();
  const within = menu.contains(document.activeElement);
  menu.open = false;
  if (within) menu.querySelector("summary").focus();
}, { capture: true });

document.addEventListener("pointerdown", (event) => closeAllBut(event.target));
document.addEventListener("focusin", (event) => closeAllBut(event.target));
addEventListener("pagehide", () => closeAllBut(null)); // whoever comes back finds the page, and not the menu

function closeAllBut(element) {
  for (const menu of menus) if (!menu.contains(element)) menu.open = false;
}
