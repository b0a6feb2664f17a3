// Addresses of the demo store's pages, as a visitor finds them.
import { expect, type APIRequestContext } from "@playwright/test";

/** Paths of the sitemap, in its order. */
export async function sitemap(request: APIRequestContext): Promise<string[]> {
  const answer = await request.get("/sitemap.xml");
  expect(answer.status()).toBe(200);
  const text = await answer.text();
  return [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => new URL(match[1]!).pathname);
}

/** The first collection of the sitemap, and a product of the demo store whose pictures are ready. */
export async function examples(request: APIRequestContext): Promise<{ collection: string; product: string }> {
  const collection = (await sitemap(request)).find((path) => path.startsWith("/collections/"));
  if (!collection) throw new Error("The sitemap has no collection: is the demo store loaded?");
  const product = await findProductWithPictures(request, collection);
  if (!product) throw new Error(`No product of ${collection} has pictures`);
  return { collection, product };
}

/** A product of the demo store that cannot be bought now. */
export async function soldOutProduct(request: APIRequestContext): Promise<string> {
  for (let page = 1; page <= 5; page++) {
    const html = await (await request.get(`/collections/all?page=${page}`)).text();
    const card = html.split("<article").find((text) => text.includes("Sold out"));
    const found = /href="(\/products\/[^"]+)"/.exec(card ?? "")?.[1];
    if (found) return found;
  }
  throw new Error("No product of the demo store is sold out");
}

/** The address of a product in the collection whose pictures are made, if there is one yet. */
export async function findProductWithPictures(request: APIRequestContext, collection: string): Promise<string | undefined> {
  const html = await (await request.get(collection)).text();
  // What follows the last card has pictures of its own.
  const cards = html.split("<article").slice(1).map((text) => text.split("</article>")[0] ?? "");
  return /href="(\/products\/[^"]+)"/.exec(cards.find((card) => card.includes("<img")) ?? "")?.[1];
}

/** Waits until every picture of these pages is made: for people who look at them, not for tests. */
export async function allPicturesMade(request: APIRequestContext, paths: string[]): Promise<void> {
  const missing = async (): Promise<number> => {
    const pages = await Promise.all(paths.map(async (path) => (await request.get(path)).text()));
    return pages.reduce((sum, html) => sum + html.split("picture is-empty").length - 1, 0);
  };
  await expect.poll(missing, { message: "pictures still to be made", timeout: 15 * 60_000, intervals: [2_000] }).toBe(0);
}
