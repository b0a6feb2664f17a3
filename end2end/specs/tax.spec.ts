// Tax: a business of another member state pays without it, once somebody has looked its VAT id up.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "./support/fixtures";
import { runProgram } from "./support/goods";

// Of Germany, where the demo store is not.
const vatId = "DE136695976";

/** Opens a market of its own, so that the checkouts of other tests stay as they are. */
async function openBusinessMarket(): Promise<void> {
  const market = {
    code: "business", name: "Business", country: "PT", currency: "EUR", tax_basis: "inclusive", position: 9,
    asks_vat_id: true,
  };
  const folder = await mkdtemp(join(tmpdir(), "vitrine-tax-"));
  try {
    const file = join(folder, "shop.json");
    await writeFile(file, JSON.stringify({ markets: [market] }));
    await runProgram("settings", "apply", file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("under reverse charge the tax is taken out, all the way to the order", async ({ page, shopper, goods }) => {
  await openBusinessMarket();
  await runProgram("customer", "tax", "verify", vatId);
  await shopper.add(goods.towel);
  await page.getByLabel("Prices and delivery for").selectOption({ label: "Business (EUR)" });
  await page.getByRole("button", { name: "Change market" }).click();
  await shopper.checkOut();

  await page.getByLabel("VAT id").fill(vatId.toLowerCase());
  await shopper.fillIn();

  const note = page.getByText(`Reverse charge: the customer accounts for the tax (VAT id ${vatId}).`);
  await expect(note).toBeVisible();
  await expect(page.getByText("Tax not charged")).toBeVisible();
  await shopper.place();
  await shopper.choose("success");
  await shopper.hasOrder();
  await expect(note).toBeVisible();
});
