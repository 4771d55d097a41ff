/* Which lines of text are printed over one another: a third or more of the smaller one is covered. Drawings letter themselves. */
() => {
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest("svg, script, .visually-hidden") || !parent.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom, width, height } of range.getClientRects()) {
      if (width > 2 && height > 2) lines.push({ node, left, right, top, bottom, size: width * height });
    }
  }
  const cut = (node) => {
    for (let above = node.parentElement; above; above = above.parentElement) {
      const style = getComputedStyle(above);
      if (style.overflowX === "hidden" || style.clipPath !== "none") return true;
    }
    return false;
  };
  lines.sort((one, other) => one.top - other.top);
  const found = new Set();
  lines.forEach((one, at) => {
    for (let next = at + 1; next < lines.length && lines[next].top < one.bottom; next += 1) {
      const other = lines[next];
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - other.top;
      if (other.node === one.node || wide <= 0 || wide * high < Math.min(one.size, other.size) / 3) continue;
      if (!cut(one.node) && !cut(other.node)) {
        found.add(`“${one.node.textContent.trim().slice(0, 40)}” and “${other.node.textContent.trim().slice(0, 40)}”`);
      }
    }
  });
  return [...found];
};
