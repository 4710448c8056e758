import type { ExtraProps } from "react-markdown";

type Element = NonNullable<ExtraProps["node"]>;
type Root = { type: "root"; children: Element["children"] };

/** Elements that text flows through: the caret goes into the last of them. Tables and rules get it behind. */
const OPEN = new Set([
  "p",
  "ul",
  "ol",
  "li",
  "blockquote",
  "pre",
  "code",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "em",
  "strong",
  "del",
  "a",
]);

/** A rehype plugin that sets a block caret behind the last character of a growing answer. */
export function caretPlugin(): (tree: Root) => void {
  return (tree) => {
    let place: Root | Element = tree;
    for (let last = lastElement(place); last !== undefined; last = lastElement(place)) place = last;
    place.children.push({ type: "element", tagName: "span", properties: { className: ["caret"] }, children: [] });
  };
}

/** The element that ends a parent, unless text comes after it (white space aside). */
function lastElement(parent: Root | Element): Element | undefined {
  const last = parent.children.findLast((child) => !(child.type === "text" && child.value.trim() === ""));
  return last?.type === "element" && OPEN.has(last.tagName) ? last : undefined;
}
