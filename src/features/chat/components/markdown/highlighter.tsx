import { common, createLowlight } from "lowlight";
import type { ReactNode } from "react";

export type Highlighter = (code: string, language: string) => ReactNode | null;

const lowlight = createLowlight(common);
lowlight.registerAlias({
  typescript: ["tsx", "mts", "cts"],
  javascript: ["jsx", "mjs", "cjs"],
  bash: ["console", "shell"],
  xml: ["vue", "svelte"],
});

/** Code in coloured pieces; null for a language that it does not know. Its own chunk: most answers have no code. */
export function highlight(code: string, language: string): ReactNode | null {
  if (!lowlight.registered(language)) return null;
  return lowlight.highlight(language, code).children.map((node, index) => piece(node, String(index)));
}

type Piece = ReturnType<typeof lowlight.highlight>["children"][number];

function piece(node: Piece, key: string): ReactNode {
  if (node.type === "text") return node.value;
  if (node.type !== "element") return null;
  const classes = node.properties.className;
  return (
    <span key={key} className={Array.isArray(classes) ? classes.join(" ") : undefined}>
      {node.children.map((child, index) => piece(child, `${key}.${index}`))}
    </span>
  );
}
