// Tests are in English where they do not say otherwise.
import { beforeEach } from "vitest";
import { catalogue } from "../src/catalogue/en.ts";
import { use_catalogue } from "../src/say.ts";

beforeEach(() => use_catalogue(catalogue));
