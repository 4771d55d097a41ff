/* Signs that are drawn as backgrounds: swatches, bars of a key and marks, with words beside them or figures within them. */
const colours = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const channels = (colour) => {
  colours.clearRect(0, 0, 1, 1);
  colours.fillStyle = colour;
  colours.fillRect(0, 0, 1, 1);
  return [...colours.getImageData(0, 0, 1, 1).data];
};
const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = ([red, green, blue]) => 0.2126 * linear(red / 255) + 0.7152 * linear(green / 255) + 0.0722 * linear(blue / 255);
const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
};
const canvas = () => channels(getComputedStyle(document.documentElement).backgroundColor);
const stands = (colour) => channels(colour)[3] > 0 && contrast(channels(colour), canvas()) >= 3; // WCAG 2.2, 1.4.11
const called = ({ node, part }) => `${node.localName}.${node.className}${part ?? ""} “${node.textContent.trim().slice(0, 30)}”`;

window.signs = {
  /* Find them as the page is seen without a forced theme; how many there are. */
  find() {
    const parts = [...document.body.querySelectorAll("*")].flatMap((node) => [null, "::before", "::after"].map((part) => ({ node, part })));
    this.found = parts.filter(({ node, part }) => {
      if (node instanceof SVGElement) return false;
      const style = getComputedStyle(node, part);
      if (!stands(style.backgroundColor)) return false;
      return part ? style.content === '""' : /^\d*$/.test(node.textContent.trim()) && !node.querySelector("*") && !node.matches("input, button");
    });
    return this.found.length;
  },
  /* Those that can't be told from the page as it is seen now. */
  vanished() {
    return this.found.filter(({ node, part }) => !stands(getComputedStyle(node, part).backgroundColor)).map(called);
  },
  /* Those that a browser leaves out on paper unless it is told to print backgrounds. */
  unprinted() {
    return this.found.filter(({ node, part }) => getComputedStyle(node, part).printColorAdjust !== "exact").map(called);
  },
  /* Words in drawings that are not read on the page as it is seen now: their outline, or else the page, is behind them. */
  unread() {
    const words = [...document.querySelectorAll("svg text")].filter((text) => text.checkVisibility() && text.textContent.trim());
    return words
      .filter((text) => {
        const { fill, stroke, paintOrder } = getComputedStyle(text);
        const outlined = stroke !== "none" && paintOrder.startsWith("stroke") && channels(stroke)[3] > 128;
        return contrast(channels(fill), outlined ? channels(stroke) : canvas()) < 4.5; // WCAG 2.2, 1.4.3
      })
      .map((text) => text.textContent.trim());
  },
};
