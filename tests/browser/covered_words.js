/* Which words of a page cover one another. Left out are pictures, which have a check of their own, and what is out of sight. A line is
   higher than its letters: a quarter of its height above and below them doesn't count. */
() => {
  const clipped = (element) => element && (getComputedStyle(element).clipPath === "inset(50%)" || clipped(element.parentElement));
  const hidden = (element) => !element.checkVisibility() || element.closest("svg, [data-says]") || clipped(element);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const lines = [];
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (!text.data.trim() || hidden(text.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { left, right, top, bottom, height } of range.getClientRects()) {
      lines.push({ words: text.data.trim(), text, left: left + 1, right: right - 1, top: top + height / 4, bottom: bottom - height / 4 });
    }
  }
  lines.sort((one, other) => one.top - other.top);
  const covered = [];
  lines.forEach((one, at) => {
    for (const other of lines.slice(at + 1)) {
      if (other.top >= one.bottom) break;
      if (one.text !== other.text && one.left < other.right && other.left < one.right) covered.push(`${one.words} | ${other.words}`);
    }
  });
  return covered;
};
