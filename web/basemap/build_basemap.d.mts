export function ensure_basemap(log?: (line: string) => void): Promise<string>;
