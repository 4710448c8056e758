import { expect, test } from "vitest";
import { isDatabaseAway, isFaultOfData } from "./sql";

const withCode = (code: string, message = "refused") => Object.assign(new Error(message), { code });

test("tells a database that is away from one that is against it", () => {
  const away: Error[] = [
    "08006",
    "40P01",
    "40001",
    "53300",
    "57P01",
    "57P03",
    "ECONNREFUSED",
    "ECONNRESET",
    "EPIPE",
  ].map((code) => withCode(code));
  away.push(new Error("Connection terminated unexpectedly"), new Error("timeout exceeded when trying to connect"));
  expect(away.filter((error) => !isDatabaseAway(error))).toEqual([]);
  const against: Error[] = ["23505", "22021", "42601", "P0001", "CP001"].map((code) => withCode(code));
  // What a function said is no message of the database's.
  against.push(new Error('[{"path":["timeout"],"message":"expected string"}]'), new Error("the closed Connection"));
  expect(against.filter(isDatabaseAway)).toEqual([]);
  expect(isDatabaseAway("Connection terminated")).toBe(false);
});

test("tells what the data is to blame for from what would befall any data", () => {
  const data: Error[] = ["22021", "22P05", "23505", "54000"].map((code) => withCode(code));
  data.push(new TypeError("data.list is not iterable"));
  expect(data.filter((error) => !isFaultOfData(error))).toEqual([]);
  const others: Error[] = ["42501", "42P01", "42703", "55P03", "57014", "25006", "53100", "40P01"].map((code) =>
    withCode(code),
  );
  others.push(new Error("Connection terminated unexpectedly"));
  expect(others.filter(isFaultOfData)).toEqual([]);
});
