import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { messages } from ".";

describe("messages", () => {
  const en = flatten(messages.en);
  const ru = flatten(messages.ru);

  it("have the same keys in English and Russian", () => {
    expect([...ru.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it("are none of them empty", () => {
    const empty = [...en, ...ru].filter(([, text]) => text.trim() === "").map(([key]) => key);
    expect(empty).toEqual([]);
  });

  it("take the same arguments and tags in both languages", () => {
    const differing = [...en].filter(([key, text]) => {
      const other = ru.get(key);
      return other !== undefined && argumentsOf(text).join() !== argumentsOf(other).join();
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it("spell out every Russian plural form", () => {
    const lacking = [...ru].filter(([, text]) =>
      pluralsOf(parse(text)).some((forms) => !["one", "few", "many", "other"].every((form) => forms.includes(form))),
    );
    expect(lacking.map(([key]) => key)).toEqual([]);
  });
});

function flatten(value: object, prefix = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, child] of Object.entries(value)) {
    const path = prefix ? `${prefix}.${key}` : key;
    if (typeof child === "string") flat.set(path, child);
    else for (const [inner, text] of flatten(child, path)) flat.set(inner, text);
  }
  return flat;
}

function argumentsOf(text: string): string[] {
  const names = new Set<string>();
  const visit = (elements: MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type !== TYPE.literal && element.type !== TYPE.pound) names.add(element.value);
      if (element.type === TYPE.tag) visit(element.children);
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const option of Object.values(element.options)) visit(option.value);
    }
  };
  visit(parse(text));
  return [...names].sort();
}

function pluralsOf(elements: MessageFormatElement[]): string[][] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.tag) return pluralsOf(element.children);
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [];
    const inner = Object.values(element.options).flatMap((option) => pluralsOf(option.value));
    return element.type === TYPE.plural ? [Object.keys(element.options), ...inner] : inner;
  });
}
