/** What stands above a block of code: the file's name where the fence gives one, else the language; and what to highlight as. */
export type CodeHeading = { title: string; language: string };

/**
 * Reads the info string of a fence: "ts", "ts surcharge.ts", `ts title="a.ts"`, "ts:src/a.ts", "surcharge.ts".
 * @param language the first word, as Markdown gives it; empty where there is none.
 * @param meta the rest of the line.
 */
export function codeHeading(language: string, meta = ""): CodeHeading {
  const [word = "", ...path] = language.split(":");
  const named = /(?:title|file(?:name)?)=(?:"([^"]+)"|'([^']+)'|(\S+))/.exec(meta);
  const bare = /(?:^|\s)([\w./-]+\.[A-Za-z]\w{0,9})(?=\s|$)/.exec(meta);
  const file = named?.[1] ?? named?.[2] ?? named?.[3] ?? bare?.[1] ?? (path.length > 0 ? path.join(":") : undefined);
  if (file === undefined && /^[\w-]+\.[A-Za-z]\w{0,9}$/.test(word)) {
    return { title: word, language: extensionOf(word) };
  }
  const code = word.toLowerCase() || (file === undefined ? "" : extensionOf(file));
  return { title: file ?? NAMES[code] ?? word, language: code };
}

function extensionOf(file: string): string {
  return file.slice(file.lastIndexOf(".") + 1).toLowerCase();
}

const NAMES: Record<string, string> = {
  bash: "Bash",
  c: "C",
  cpp: "C++",
  cs: "C#",
  csharp: "C#",
  css: "CSS",
  diff: "Diff",
  go: "Go",
  html: "HTML",
  java: "Java",
  javascript: "JavaScript",
  js: "JavaScript",
  json: "JSON",
  jsx: "JSX",
  kotlin: "Kotlin",
  markdown: "Markdown",
  md: "Markdown",
  php: "PHP",
  py: "Python",
  python: "Python",
  rb: "Ruby",
  ruby: "Ruby",
  rs: "Rust",
  rust: "Rust",
  sh: "Shell",
  shell: "Shell",
  sql: "SQL",
  swift: "Swift",
  ts: "TypeScript",
  tsx: "TSX",
  typescript: "TypeScript",
  xml: "XML",
  yaml: "YAML",
  yml: "YAML",
};
