// Before the first spec: the demo store draws its pictures in the background after its first start, which takes a while
// on a busy machine, and specs look at pictures.
import { request, type FullConfig } from "@playwright/test";
import { findProductWithPictures, sitemap } from "./pages";

export default async function ready(config: FullConfig): Promise<void> {
  const store = await request.newContext({ baseURL: config.projects[0]?.use.baseURL });
  const until = Date.now() + 10 * 60_000;
  const collection = (await sitemap(store)).find((path) => path.startsWith("/collections/"));
  while (collection && !(await findProductWithPictures(store, collection))) {
    if (Date.now() > until) throw new Error(`No product of ${collection} has pictures after ten minutes`);
    await new Promise((soon) => setTimeout(soon, 1_000));
  }
  await store.dispose();
}
