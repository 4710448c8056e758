/** A calculation found in a question, and its value. */
export type Calculation = { expression: string; value: number };

/** Finds the first piece of a text that is a calculation of two numbers or more. */
export function findCalculation(text: string): Calculation | undefined {
  const normal = text
    .replace(/×|·|(?<=\d)\s*[xх]\s*(?=\d)/gu, "*")
    .replace(/÷|:(?=\s*\d)/g, "/")
    .replace(/[−–]/g, "-")
    .replace(/(\d+(?:\.\d+)?)\s*%\s*(?:of|от)\s*(\d+(?:\.\d+)?)/gi, "$1/100*$2")
    .replace(/\b(?:plus|плюс)\b/gi, "+")
    .replace(/(?<=\d)\s+плюс\s+(?=\d)/gi, "+")
    .replace(/(?<=\d)\s+(?:minus|минус)\s+(?=\d)/gi, "-")
    .replace(/(?<=\d)\s+(?:times|multiplied by|умножить на)\s+(?=\d)/gi, "*")
    .replace(/(?<=\d)\s+(?:divided by|разделить на)\s+(?=\d)/gi, "/");
  for (const [candidate] of normal.matchAll(/[\d(][\d\s.,()+\-*/^]*[\d)]/g)) {
    const expression = candidate
      .replace(/(?<=\d),(?=\d{3}\b)/g, "")
      .replace(/,/g, ".")
      .trim();
    if (!/\d\)*\s*[+\-*/^]\s*\(*\s*[\d-]/.test(expression) || isDate(expression)) continue;
    const value = evaluate(expression);
    if (value !== undefined && Number.isFinite(value)) return { expression: tidy(expression), value };
  }
  return undefined;
}

/** At most ten digits after the point, and no exponent for ordinary sizes. */
export function formatNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e21
    ? BigInt(value).toString()
    : String(Number(value.toPrecision(12)));
}

function isDate(expression: string): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}$/.test(expression);
}

function tidy(expression: string): string {
  return expression
    .replace(/\s+/g, "")
    .replace(/(?<=[\d)])([+\-*/^])/g, " $1 ")
    .replace(/\*/g, "×");
}

/** Recursive descent over + - * / ^ and brackets. Undefined when the text is no expression. */
function evaluate(text: string): number | undefined {
  const tokens = text.match(/\d+(?:\.\d+)?|[()+\-*/^]/g) ?? [];
  if (tokens.join("") !== text.replace(/\s+/g, "") || tokens.length > 200) return undefined;
  let at = 0;
  const sum = (): number => {
    let value = product();
    for (; tokens[at] === "+" || tokens[at] === "-"; )
      value = tokens[at++] === "+" ? value + product() : value - product();
    return value;
  };
  const product = (): number => {
    let value = power();
    for (; tokens[at] === "*" || tokens[at] === "/"; ) value = tokens[at++] === "*" ? value * power() : value / power();
    return value;
  };
  const power = (): number => {
    const base = atom();
    if (tokens[at] !== "^") return base;
    at += 1;
    return base ** power();
  };
  const atom = (): number => {
    const token = tokens[at++];
    if (token === "-") return -atom();
    if (token === "(") {
      const value = sum();
      return tokens[at++] === ")" ? value : Number.NaN;
    }
    return token === undefined ? Number.NaN : Number(token);
  };
  const value = sum();
  return at === tokens.length && !Number.isNaN(value) ? value : undefined;
}
