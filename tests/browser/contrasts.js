/* Every kind of visible text with its lowest contrast to its background, as computed (WCAG 2.2, relative luminance).
   What has no background of its own has its parent's. */
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = ([red, green, blue]) =>
    0.2126 * linear(red / 255) + 0.7152 * linear(green / 255) + 0.0722 * linear(blue / 255);
  const background = (node) => {
    for (let above = node; above; above = above.parentElement) {
      const colour = rgba(getComputedStyle(above).backgroundColor);
      if (colour[3] > 250) return colour;
    }
    return rgba("Canvas");
  };
  const found = {};
  for (const node of document.querySelectorAll("body *")) {
    const speaks = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent.trim());
    if (!speaks || !node.checkVisibility() || node.closest(".visually-hidden, [data-kind=furniture], svg")) continue;
    const [one, other] = [luminance(rgba(getComputedStyle(node).color)), luminance(background(node))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const kind = node.className || node.tagName;
    found[kind] = Math.min(found[kind] ?? Infinity, contrast);
  }
  return found;
}
