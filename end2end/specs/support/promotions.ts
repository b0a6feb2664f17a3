// Promotions of a test's own, published as a merchant would: a file and `vitrine promotions apply`.
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { program, root, type Product } from "./goods";

const run = promisify(execFile);

export interface Code {
  word: string;
  name: string;
}

/** Publishes a percentage off the order that a code of its own gives. */
export async function addCode(percent: string, minimum?: string): Promise<Code> {
  const id = randomUUID().slice(0, 8);
  const code = { word: `SEA-${id.toUpperCase()}`, name: `${percent} % off, ${id}` };
  await apply({
    handle: `sea-${id}`,
    name: code.name,
    class: "order",
    benefit: { kind: "percent", percent },
    codes: [code.word],
    minimum: minimum ? { subtotal: minimum } : {},
    combines_with: { classes: ["product", "delivery"] },
  });
  return code;
}

/** Publishes "3 for 2" of one product, and returns its name. */
export async function addThreeForTwo(product: Product): Promise<string> {
  const id = randomUUID().slice(0, 8);
  const name = `3 for 2, ${id}`;
  await apply({
    handle: `three-${id}`,
    name,
    class: "product",
    benefit: { kind: "buy_x_get_y", buy: 2, get: 1 },
    goods: { products: [product.handle] },
    combines_with: { classes: ["order", "delivery"] },
  });
  return name;
}

/** Publishes one unit of the second product with any purchase of the first, and returns its name. */
export async function addGift(bought: Product, given: Product): Promise<string> {
  const id = randomUUID().slice(0, 8);
  const name = `A gift, ${id}`;
  await apply({
    handle: `gift-${id}`,
    name,
    class: "product",
    benefit: { kind: "gift", sku: given.sku },
    goods: { products: [bought.handle] },
    combines_with: { classes: ["order", "delivery"] },
  });
  return name;
}

async function apply(promotion: object): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "vitrine-promotions-"));
  try {
    const file = join(folder, "promotions.json");
    await writeFile(file, JSON.stringify({ promotions: [{ status: "active", ...promotion }] }));
    await run(program(), ["promotions", "apply", file], { cwd: root });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Enters a code on the cart's page. */
export async function enterCode(page: Page, word: string): Promise<void> {
  const field = page.getByLabel("Promotion code");
  if (!(await field.isVisible())) await page.getByText("Have a promotion code?").click();
  await field.fill(word);
  await page.getByRole("button", { name: "Use the code" }).click();
}
