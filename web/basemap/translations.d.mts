export function translation_files(): string[];
