import type { ComponentProps, ReactNode } from "react";
import type { Components, ExtraProps } from "react-markdown";
import { CodeBlock } from "./code-block";
import { codeHeading } from "./code-heading";
import { MarkdownCheckbox } from "./markdown-checkbox";
import { MarkdownTable } from "./markdown-table";

/**
 * How the elements of an answer are drawn. The page and the speaker have the first two levels of headings,
 * so those of an answer begin at the third.
 */
export const markdownComponents: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
  h6: ({ children }) => <h6>{children}</h6>,
  a: MarkdownLink,
  img: MarkdownPicture,
  pre: MarkdownPre,
  table: ({ children }) => <MarkdownTable>{children}</MarkdownTable>,
  input: ({ checked }) => <MarkdownCheckbox checked={checked === true} />,
  section: ({ children }) => <section>{children}</section>,
};

/** Without an address that may be followed it is only its text. */
function MarkdownLink({ href, children }: { href?: string | undefined; children?: ReactNode }) {
  if (!href) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

/** A picture from somewhere on the web would tell its host who reads what: it is a link instead. */
function MarkdownPicture({ src, alt }: ComponentProps<"img">) {
  const href = typeof src === "string" ? src : undefined;
  return <MarkdownLink href={href}>{alt || href}</MarkdownLink>;
}

/** A fenced block: its code, and the info string that stands behind the fence. */
function MarkdownPre({ node, children }: ComponentProps<"pre"> & ExtraProps) {
  const code = node?.children.find((child) => child.type === "element" && child.tagName === "code");
  if (code?.type !== "element") return <pre>{children}</pre>;
  const classes = Array.isArray(code.properties.className) ? code.properties.className : [];
  const language = classes.map(String).find((name) => name.startsWith("language-")) ?? "";
  const meta = code.data && "meta" in code.data ? code.data.meta : undefined;
  const { title, language: highlightAs } = codeHeading(language.slice("language-".length), String(meta ?? ""));
  const text = code.children.map((child) => (child.type === "text" ? child.value : "")).join("");
  const grows = code.children.some((child) => child.type === "element");
  return <CodeBlock code={text.replace(/\n$/, "")} title={title} language={highlightAs} grows={grows} />;
}
