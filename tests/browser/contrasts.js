/* The contrast of some texts, given by selectors, with what is drawn behind them (WCAG 2.2, relative luminance): for texts of
   which axe can't tell, such as those within a drawing. A drawn outline behind the letters ("halo") counts as what is behind. */
(selectors) => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = ([red, green, blue, alpha], below) =>
    [red, green, blue].map((part, at) => part * alpha + below[at] * (1 - alpha)).concat(1);
  const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = ([red, green, blue]) =>
    0.2126 * linear(red / 255) + 0.7152 * linear(green / 255) + 0.0722 * linear(blue / 255);

  const isDrawn = (node) => node instanceof SVGElement && !(node instanceof SVGSVGElement);
  const faded = ([red, green, blue, alpha], node) => {
    for (let above = node; above; above = above.parentElement) alpha *= getComputedStyle(above).opacity;
    return [red, green, blue, alpha];
  };
  const paint = (node) => {
    const style = getComputedStyle(node);
    if (!isDrawn(node)) return faded(rgba(style.backgroundColor), node);
    if (style.fill === "none" || node instanceof SVGTextContentElement) return [0, 0, 0, 0];
    const [red, green, blue, alpha] = rgba(style.fill);
    return faded([red, green, blue, alpha * style.fillOpacity], node);
  };
  const behind = (node) => {
    const style = getComputedStyle(node);
    if (isDrawn(node) && style.paintOrder.startsWith("stroke") && style.stroke !== "none") return rgba(style.stroke);
    node.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const words = document.createRange();
    words.selectNodeContents(node);
    const { x, y, width, height } = words.getBoundingClientRect();
    const stack = document.elementsFromPoint(x + width / 2, y + height / 2);
    const below = stack.slice(stack.indexOf(node) + 1);
    // From the farthest to the nearest: each covers what is below it as far as it is opaque.
    return [document.body, ...below.reverse()].map(paint).reduce((seen, layer) => over(layer, seen), rgba("Canvas"));
  };

  const contrast = (selector) => {
    const node = document.querySelector(selector);
    const style = getComputedStyle(node);
    const ground = behind(node);
    const ink = over(faded(rgba(isDrawn(node) ? style.fill : style.color), node), ground);
    const [one, other] = [luminance(ink), luminance(ground)];
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  };
  return Object.fromEntries(selectors.map((selector) => [selector, contrast(selector)]));
};
