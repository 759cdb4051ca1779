/** Images a post can hold; the finding about it comes from Rust, this only greys out what is beyond. LinkedIn MultiImage API. */
export const imageLimit = 20;
/** UTF-16 units of alt text. LinkedIn Images API. */
export const altTextLimit = 4086;
/** What is easy to listen to. */
export const altTextAdvised = 120;
/** Where phones cut a title, in characters. LinkedIn Rich Media Shares. */
export const titleCut = { min: 38, max: 46 };
