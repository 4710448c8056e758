import type { Sql } from "~/server/db";
import { type CatalogueModel, catalogueChoices } from "../catalogue";
import { demoCatalogue } from "../demo-catalogue";
import { importModel } from "../price-import";
import { shippedMarkup } from "../shipped-markup";
import { publishMarkup } from "./publish-markup.service";
import { priceTiersJson } from "./publish-price.service";

const SOURCE = "genai-prices";

/**
 * Puts the models, their exact aliases, their prices and the markup in force where they are missing. Harmless to repeat. A price
 * that a person published is never replaced; one that came from the data is, when newer data disagrees.
 * @param sql a connection of the role that owns the tables.
 */
export async function seedCatalogue(sql: Sql): Promise<{ models: number; prices: number; markup: boolean }> {
  const models = [...demoCatalogue, ...catalogueChoices.map(importModel)];
  let prices = 0;
  for (const [index, model] of models.entries()) {
    await upsertModel(sql, model, index + 1);
    prices += await seedPrices(sql, model);
  }
  return { models: models.length, prices, markup: await seedMarkup(sql) };
}

async function upsertModel(sql: Sql, model: CatalogueModel, position: number): Promise<void> {
  // Whether it is for sale and where it stands in the list are a person's to change.
  await sql.query(
    `INSERT INTO model (id, provider, display_name, kind, context_window, max_output_tokens, position, takes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (id) DO UPDATE SET display_name = EXCLUDED.display_name, context_window = EXCLUDED.context_window,
       max_output_tokens = EXCLUDED.max_output_tokens, takes = EXCLUDED.takes`,
    [
      model.id,
      model.id.split("/")[0],
      model.displayName,
      model.kind,
      model.contextWindow,
      model.maxOutputTokens,
      position,
      model.takes,
    ],
  );
  await sql.query(
    "INSERT INTO model_alias (alias, model_id) SELECT alias, $1 FROM unnest($2::text[]) alias ON CONFLICT DO NOTHING",
    [model.id, model.aliases],
  );
}

/** Returns how many versions it added. */
async function seedPrices(sql: Sql, model: CatalogueModel): Promise<number> {
  const { rows } = await sql.query<{ added: string }>("SELECT ledger_seed_prices($1, $2, $3) AS added", [
    model.id,
    JSON.stringify(
      model.prices.map(({ validFrom, price }) => ({ validFrom, tiers: JSON.parse(priceTiersJson(price)) })),
    ),
    SOURCE,
  ]);
  return Number(rows[0]?.added ?? 0);
}

/** In force since before anybody used the platform, as the first prices are: a month of the past can be booked too. */
async function seedMarkup(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query("SELECT FROM markup_version WHERE scope = 'platform' LIMIT 1");
  if (rows.length > 0) return false;
  await publishMarkup(sql, {
    scope: "platform",
    markup: shippedMarkup,
    reason: "as shipped",
    validFrom: new Date("2020-01-01"),
  });
  return true;
}
