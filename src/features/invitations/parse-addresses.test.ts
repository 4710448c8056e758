import fc from "fast-check";
import { expect, test } from "vitest";
import { FixAddressInput } from "./invitations.schema";
import { isAddress, parseAddresses } from "./parse-addresses";

test("reads what people paste: lines, commas, semicolons, spaces, names in front of brackets, mailto", () => {
  const pasted = `ida@halden.example, per@halden.example;
Mira Okafor <mira@halden.example>, "Lind, Jonas" <jonas@halden.example>
Okafor, Lena <lena@halden.example>; mailto:nils@halden.example
\ttom@halden.example sofia@halden.example.`;
  expect(parseAddresses(pasted)).toEqual({
    addresses: ["ida", "per", "mira", "jonas", "lena", "nils", "tom", "sofia"].map((name) => `${name}@halden.example`),
    invalid: [],
  });
});

test("the same address in other letters or twice is one", () => {
  expect(parseAddresses("Ida@Halden.example ida@halden.EXAMPLE <IDA@halden.example>")).toEqual({
    addresses: ["ida@halden.example"],
    invalid: [],
  });
});

test("names what is no address, in the words of whoever typed it, and takes the others", () => {
  expect(parseAddresses("Carol.example, ida@halden.example, per@halden, @halden.example, іda@hаlden.example")).toEqual({
    addresses: ["ida@halden.example"],
    invalid: ["Carol.example", "per@halden", "@halden.example", "іda@hаlden.example"],
  });
  expect(parseAddresses("  \n,;<>  ")).toEqual({ addresses: [], invalid: [] });
});

test("five hundred lines are read, whatever stands in them, and quickly", () => {
  const lines = Array.from({ length: 500 }, (_, index) => `Person ${index} <p${index}@halden.example>`);
  expect(parseAddresses(lines.join("\n")).addresses).toHaveLength(500);
  const started = performance.now();
  parseAddresses(`${"<".repeat(50_000)}${"a@".repeat(50_000)}${"a.".repeat(25_000)}`);
  expect(performance.now() - started).toBeLessThan(1_000);
});

test("what counts as an address here is what mails are sent to", () => {
  const takesMail = (text: string) => FixAddressInput.safeParse({ invitationId, email: text }).success;
  const odd = fc.string({ unit: fc.constantFrom(..."ab.@-_+'1 é"), maxLength: 14 });
  fc.assert(
    fc.property(
      fc.oneof(
        odd,
        odd.map((local) => `${local}@a.example`),
        fc.emailAddress(),
      ),
      (text) => {
        if (text !== text.trim()) return;
        expect(isAddress(text.toLowerCase())).toBe(takesMail(text));
      },
    ),
    { numRuns: 3_000 },
  );
});
const invitationId = "00000000-0000-4000-8000-000000000000";
