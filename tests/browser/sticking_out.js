/* Where the page scrolls sideways: by how much, and the innermost of the elements that stick out.
   What lies in a box that scrolls within itself, or cuts off what it holds, does not stick out. */
() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const isBoxed = (node) => {
    for (let above = node.parentElement; above !== document.body; above = above.parentElement) {
      if (getComputedStyle(above).overflowX !== "visible") return true;
    }
    return false;
  };
  const wide = [...document.body.querySelectorAll("*")]
    .filter((node) => node.getBoundingClientRect().right > root.clientWidth && !isBoxed(node));
  return [
    `${root.scrollWidth - root.clientWidth} px too wide`,
    ...wide.slice(-3).map((node) => node.outerHTML.replace(/\s+/g, " ").slice(0, 120)),
  ];
};
