/** Made by `emoji.ts` beside `vite.config.ts`. */
declare module "virtual:emoji" {
  const groups: readonly { name: string; rows: readonly (readonly string[])[] }[];
  export default groups;
}
