"use client";

import { memo, useState } from "react";
import ReactMarkdown, { type Options } from "react-markdown";
import remarkGfm from "remark-gfm";
import { caretPlugin } from "./caret-plugin";
import { markdownComponents } from "./markdown-components";
import { safeUrl } from "./safe-url";
import { type Block, splitBlocks } from "./split-blocks";
import "./markdown.css";

const remarkPlugins: Options["remarkPlugins"] = [[remarkGfm, { singleTilde: false }]];
const withCaret: Options["rehypePlugins"] = [caretPlugin];

/**
 * An answer as formatted text. Raw HTML shows as the text it is, links only lead to the web, pictures are
 * links. While it `grows`, only the block at its end is parsed again, and a caret stands behind it.
 */
export function Markdown({ text, grows = false }: { text: string; grows?: boolean }) {
  const blocks = useBlocks(text);
  return (
    <div className="markdown">
      {blocks.map((block, index) => (
        // Blocks come in order and are only ever added at the end.
        <MarkdownBlock key={block.start} text={block.text} caret={grows && index === blocks.length - 1} />
      ))}
      {grows && blocks.length === 0 ? <span className="caret" /> : null}
    </div>
  );
}

const MarkdownBlock = memo(function MarkdownBlock({ text, caret }: { text: string; caret: boolean }) {
  return (
    <ReactMarkdown
      remarkPlugins={remarkPlugins}
      rehypePlugins={caret ? withCaret : null}
      urlTransform={safeUrl}
      components={markdownComponents}
    >
      {text}
    </ReactMarkdown>
  );
});

function useBlocks(text: string): Block[] {
  const [known, setKnown] = useState<{ text: string; blocks: Block[] }>({ text: "", blocks: [] });
  if (known.text === text) return known.blocks;
  const blocks = splitBlocks(text, known.blocks);
  setKnown({ text, blocks });
  return blocks;
}
