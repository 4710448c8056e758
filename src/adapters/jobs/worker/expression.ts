/**
 * The part of Inngest's expressions (CEL) that functions here may use: literals, paths below the given
 * names, `== != < <= > >= && || ! +` and brackets. Anything else is refused when the function is announced.
 */
export type Expression = (names: Record<string, unknown>) => unknown;

/** Throws an Error that says what is not understood. */
export function parseExpression(text: string, roots: readonly string[]): Expression {
  const tokens = tokenize(text);
  let at = 0;
  const peek = () => tokens[at];
  const take = (wanted?: string) => {
    const token = tokens[at];
    if (token === undefined || (wanted !== undefined && token !== wanted)) throw unreadable(text);
    at += 1;
    return token;
  };

  const level = (operators: readonly string[], next: () => Expression): (() => Expression) => {
    return () => {
      let left = next();
      for (let operator = peek(); operator !== undefined && operators.includes(operator); operator = peek()) {
        take();
        left = binary(operator, left, next());
      }
      return left;
    };
  };
  const sum = level(["+"], () => unary());
  const comparison = level(["<", "<=", ">", ">="], sum);
  const equality = level(["==", "!="], comparison);
  const conjunction = level(["&&"], equality);
  const disjunction = level(["||"], conjunction);

  const unary = (): Expression => {
    if (peek() !== "!") return primary();
    take();
    const operand = unary();
    return (names) => operand(names) !== true;
  };
  const primary = (): Expression => {
    const token = take();
    if (token === "(") {
      const inner = disjunction();
      take(")");
      return inner;
    }
    if (/^["']/.test(token)) return constant(unquote(token));
    if (/^\d/.test(token)) return constant(Number(token));
    if (token === "true" || token === "false") return constant(token === "true");
    if (token === "null") return constant(null);
    if (!roots.includes(token)) throw unreadable(text);
    const path: string[] = [];
    for (let next = peek(); next === "." || next === "["; next = peek()) {
      take();
      const member = take();
      if (next === "[") take("]");
      else if (!/^[A-Za-z_]/.test(member)) throw unreadable(text);
      path.push(/^["']/.test(member) ? unquote(member) : member);
    }
    return (names) => path.reduce(memberOf, names[token]);
  };

  const whole = disjunction();
  if (at < tokens.length) throw unreadable(text);
  return whole;
}

const constant =
  (value: unknown): Expression =>
  () =>
    value;

function binary(operator: string, left: Expression, right: Expression): Expression {
  if (operator === "&&") return (names) => left(names) === true && right(names) === true;
  if (operator === "||") return (names) => left(names) === true || right(names) === true;
  return (names) => compare(operator, left(names) ?? null, right(names) ?? null);
}

function compare(operator: string, left: unknown, right: unknown): unknown {
  if (operator === "==") return left === right;
  if (operator === "!=") return left !== right;
  if (operator === "+" && (typeof left === "string" || typeof right === "string")) return `${left}${right}`;
  if (typeof left === "number" && typeof right === "number") return ordered(operator, left, right);
  if (typeof left === "string" && typeof right === "string") return ordered(operator, left, right);
  return false;
}

function ordered<T extends string | number>(operator: string, left: T, right: T): unknown {
  if (operator === "+") return Number(left) + Number(right);
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  return operator === ">" ? left > right : left >= right;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return null;
  return Reflect.get(value, name);
}

function tokenize(text: string): string[] {
  const pattern = /\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\d+(?:\.\d+)?|[A-Za-z_]\w*|&&|\|\||[=!<>]=|[<>!()+.[\]])/y;
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  while (pattern.lastIndex < end) {
    const token = pattern.exec(text)?.[1];
    if (token === undefined) throw unreadable(text);
    tokens.push(token);
  }
  return tokens;
}

function unquote(token: string): string {
  return token.slice(1, -1).replace(/\\(.)/g, "$1");
}

function unreadable(text: string): Error {
  return new Error(`the expression "${text}" uses more than comparisons, &&, ||, !, + and paths`);
}
