// Products of a test's own, brought in as a merchant would: a product file and `vitrine import products`. So no test
// buys away the stock of another, and the demo store stays as it is.
//
// STORE_PROGRAM  the program; without it the debug build, else the release build
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
export const root = resolve(import.meta.dirname, "../../..");

export interface Variant {
  options: string[];
  stock: number;
  /** Decimal, in the shop's currency. */
  price?: string;
}

export interface NewProduct {
  name?: string;
  price?: string;
  was?: string;
  stock?: number;
  /** Names of the options, for products with variants. */
  options?: string[];
  variants?: Variant[];
}

export interface Product {
  handle: string;
  title: string;
  address: string;
  sku: string;
}

const columns = [
  "Handle", "Title", "Body (HTML)", "Vendor", "Type", "Tags", "Published",
  "Option1 Name", "Option1 Value", "Option2 Name", "Option2 Value",
  "Variant SKU", "Variant Grams", "Variant Inventory Tracker", "Variant Inventory Qty", "Variant Inventory Policy",
  "Variant Fulfillment Service", "Variant Price", "Variant Compare At Price", "Variant Requires Shipping",
  "Variant Taxable", "Status",
] as const;
type Row = Partial<Record<(typeof columns)[number], string>>;

/** Runs the program on the shop that runs at BASE_URL. */
export async function runProgram(...words: string[]): Promise<string> {
  return (await run(program(), words, { cwd: root })).stdout;
}

/** Adds products to the shop that runs at BASE_URL, and returns what a shopper needs to find them. */
export async function addProducts(wanted: NewProduct[]): Promise<Product[]> {
  const made = wanted.map((product) => ({ product, named: name(product) }));
  const rows = made.flatMap(({ product, named }) => rowsOf(product, named));
  const folder = await mkdtemp(join(tmpdir(), "vitrine-goods-"));
  try {
    const file = join(folder, "products.csv");
    await writeFile(file, [columns.join(","), ...rows.map(line)].join("\n") + "\n");
    await runProgram("import", "products", file, "--report", join(folder, "report.json"));
  } finally {
    await rm(folder, { recursive: true });
  }
  return made.map(({ named }) => named);
}

/** Adds one product. */
export async function addProduct(wanted: NewProduct = {}): Promise<Product> {
  const [product] = await addProducts([wanted]);
  return product!;
}

// Letters only at the end, so that no test finds the product of another by a number.
function name(product: NewProduct): Product {
  const id = randomUUID().replaceAll("-", "").slice(0, 12);
  const title = `${product.name ?? "Tide Towel"} ${id}`;
  const handle = title.toLowerCase().replaceAll(" ", "-");
  return { handle, title, address: `/products/${handle}`, sku: `T-${id.toUpperCase()}` };
}

function rowsOf(product: NewProduct, named: Product): Row[] {
  const variants = product.variants ?? [{ options: ["Default Title"], stock: product.stock ?? 100 }];
  const [first, second] = product.options ?? ["Title"];
  const ofProduct: Row = {
    Title: named.title,
    "Body (HTML)": "<p>Made for a test.</p>",
    Vendor: "Testers",
    Type: "Test goods",
    Published: "TRUE",
    "Option1 Name": first,
    "Option2 Name": second,
    Status: "active",
  };
  return variants.map((variant, at) => ({
    ...(at === 0 ? ofProduct : {}),
    Handle: named.handle,
    "Option1 Value": variant.options[0],
    "Option2 Value": variant.options[1],
    "Variant SKU": at === 0 ? named.sku : `${named.sku}-${at}`,
    "Variant Grams": "200",
    "Variant Inventory Tracker": "shopify",
    "Variant Inventory Qty": String(variant.stock),
    "Variant Inventory Policy": "deny",
    "Variant Fulfillment Service": "manual",
    "Variant Price": variant.price ?? product.price ?? "24.00",
    "Variant Compare At Price": product.was,
    "Variant Requires Shipping": "TRUE",
    "Variant Taxable": "TRUE",
  }));
}

function line(row: Row): string {
  return columns.map((column) => `"${(row[column] ?? "").replaceAll('"', '""')}"`).join(",");
}

export function program(): string {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  const builds = ["debug", "release"].map((kind) => join(target, kind, "vitrine"));
  const found = [process.env.STORE_PROGRAM ?? "", ...builds].find(existsSync);
  if (!found) throw new Error("The store is not built: run .ci/build, or set STORE_PROGRAM to its program");
  return found;
}
