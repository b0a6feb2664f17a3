// One price, wherever it is printed.
import { expect, test } from "./support/fixtures";

interface Priced {
  title: string;
  address: string;
  price: string;
}

test("card, product, cart, checkout and order print the same price", async ({ page, shopper }) => {
  test.slow();
  await shopper.open("/collections/all?available=1");
  const cards: Priced[] = await page.getByRole("main").getByRole("article").evaluateAll((articles) =>
    articles
      // A card that says “from” names its cheapest variant, which need not be the one that the page opens with.
      .filter((card) => !card.textContent?.includes("from ") && !card.textContent?.includes("few left"))
      .slice(0, 4)
      .map((card) => ({
        title: card.querySelector("a")?.textContent ?? "",
        address: card.querySelector("a")?.getAttribute("href") ?? "",
        price: card.querySelector(".price-now")?.textContent ?? "",
      })),
  );
  expect(cards.length).toBeGreaterThan(1);

  for (const card of cards) {
    await shopper.open(card.address);
    await expect(page.locator(".buy-price .price-now")).toHaveText(card.price);
    await shopper.add(card);
  }
  await shopper.open("/cart");
  for (const card of cards) {
    await expect(shopper.line(card)).toContainText(`${card.price} each`);
  }
  await shopper.checkOut();
  await shopper.fillIn();
  const total = (await shopper.payButton.textContent())?.replace("Pay ", "") ?? "";
  for (const card of cards) {
    await expect(page.getByRole("listitem").filter({ hasText: card.title })).toContainText(card.price);
  }
  await shopper.place();
  await expect(page.getByText(total).first()).toBeVisible();
  await shopper.choose("success");
  await shopper.hasOrder();
  for (const card of cards) {
    await expect(page.getByRole("listitem").filter({ hasText: card.title })).toContainText(card.price);
  }
  await expect(page.getByText(total).first()).toBeVisible();
});

test("a card that says “from” names the cheapest variant", async ({ page, shopper, goods }) => {
  await shopper.open(`/search?q=${encodeURIComponent(goods.shirt.title)}`);
  const card = page.getByRole("article").filter({ hasText: goods.shirt.title });

  await expect(card).toContainText("from");
  await expect(card).toContainText("39.90");
  await expect(card).toContainText("49.90");
});

test("what a measure of it costs stands on the card, on the page and in the cart", async ({ page, shopper }) => {
  await shopper.open("/search?q=surf+wax");
  await expect(page.locator(".card-price").first()).toContainText("€8.63 per 100");

  await shopper.open("/products/nami-surf-wax");
  await expect(page.locator(".buy-price")).toContainText("€8.63 per 100");
  await shopper.add({ address: "/products/nami-surf-wax" });

  await shopper.open("/cart");
  await expect(page.locator(".cart-line-measure").first()).toContainText("€8.63 per 100");
});
