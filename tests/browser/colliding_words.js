/* Which words of a picture (SVG) cover one another, or leave it, and which stand on a map's marks. A line of text is higher than
   its letters: a fifth of its height above and below them is left out. */
(picture) => {
  const frame = picture.getBoundingClientRect();
  const shown = [...picture.querySelectorAll("text")].filter((text) => getComputedStyle(text).display !== "none");
  const words = shown.map((text) => {
    const { left, right, top, bottom, height } = text.getBoundingClientRect();
    return { name: text.textContent, left, right, top: top + height / 5, bottom: bottom - height / 5 };
  });
  const marks = [...picture.querySelectorAll(".map-dot > :is(circle, path):not(.map-reach)")].map((mark) => {
    const { left, right, top, bottom } = mark.getBoundingClientRect();
    return { name: mark.parentElement.querySelector("title").textContent, left, right, top, bottom };
  });
  const meet = (one, other) =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  return words.flatMap((one, at) => {
    const leaves = one.left < frame.left || one.right > frame.right || one.top < frame.top || one.bottom > frame.bottom;
    const covered = words.slice(at + 1).filter((other) => meet(one, other));
    const crossed = marks.filter((mark) => meet(one, mark));
    return [
      ...(leaves ? [`${one.name} leaves the picture`] : []),
      ...covered.map((other) => `${one.name} covers ${other.name}`),
      ...crossed.map((mark) => `${one.name} stands on the mark of ${mark.name}`),
    ];
  });
};
