import { describe, expect, test } from "vitest";
import { date_words } from "../src/date_words.ts";
import { counter_words, country_words, credit_words, distance_words, nearness_words, place_words, position_words, uncertainty_words } from "../src/words.ts";

describe("dates", () => {
  test.each<[string | null, string | null, string]>([
    ["2022-06-01", "2022-06-30", "June 2022"],
    ["2024-02-01", "2024-02-29", "February 2024"],
    ["2023-02-01", "2023-02-28", "February 2023"],
    ["2022-01-01", "2022-12-31", "2022"],
    ["2020-01-01", "2022-12-31", "2020 – 2022"],
    ["2023-05-12", "2023-05-12", "12 May 2023"],
    ["2023-05-12", "2023-05-14", "12–14 May 2023"],
    ["2023-05-30", "2023-06-02", "30 May – 2 June 2023"],
    ["2022-12-30", "2023-01-02", "30 December 2022 – 2 January 2023"],
    ["2022-06-01", "2022-07-31", "June – July 2022"],
    ["2022-12-01", "2023-01-31", "December 2022 – January 2023"],
    ["2022-06-01", "2022-06-29", "1–29 June 2022"],
    ["2023-05-12", null, "from 12 May 2023"],
    [null, "2023-05-12", "until 12 May 2023"],
    [null, null, "undated"],
    ["soon", null, "undated"],
  ])("%s to %s is %s", (start, end, words) => expect(date_words(start, end)).toBe(words));
});

describe("places", () => {
  test.each<[number | null, string]>([
    [15_000, "somewhere within 15 km"],
    [2_500, "somewhere within 2.5 km"],
    [1_600_000, "somewhere within 1,600 km"],
    [1_000, "somewhere within 1 km"],
    [999, "within 999 m"],
    [400, "within 400 m"],
    [0, "within 1 m"],
    [null, "not known how exactly"],
  ])("an uncertainty of %s m is %s", (meters, words) => expect(uncertainty_words(meters)).toBe(words));

  test.each<[(number | null)[], string]>([
    [[400, 400], "Each within 400 m of here."],
    [[3000, null, 32_604], "Some within 3 km of here, others only within 33 km."],
    [[null], "How near to here is not known."],
  ])("photos within %j m", (meters, words) => expect(nearness_words(meters)).toBe(words));

  test("999.6 m is a kilometre's neighbour", () => expect(distance_words(999.6)).toBe("1000 m"));

  test.each<[string | null, string | null]>([["KZ", "Kazakhstan"], ["KZ/CN", "Kazakhstan / China"], ["the sea", "the sea"], [null, null]])(
    "the code %s is %s", (code, name) => expect(country_words(code)).toBe(name));

  test("a country's own name is not said twice", () => {
    expect(place_words("Kazakhstan", "KZ")).toBe("Kazakhstan");
    expect(place_words("Khorgos (Kazakhstan)", "KZ")).toBe("Khorgos (Kazakhstan)");
    expect(place_words(null, "KZ")).toBe("Kazakhstan");
    expect(place_words("Samarkand", "UZ")).toBe("Samarkand, Uzbekistan");
    expect(place_words(null, null)).toBe("Place unknown");
  });

  test("positions carry their hemispheres", () => {
    expect(position_words(66.9787, 39.6601)).toBe("39.6601° N, 66.9787° E");
    expect(position_words(-70.9333, -12.5)).toBe("12.5000° S, 70.9333° W");
  });
});

test.each([[66, 66, "66 photos"], [17, 66, "17 of 66 photos"], [1, 1, "1 photo"], [0, 1200, "0 of 1,200 photos"]])(
  "%d shown of %d is %s", (shown, total, words) => expect(counter_words(shown, total)).toBe(words));

test("a credit that says what it is stays as it is", () => {
  expect(credit_words("Shalen Fu")).toBe("Photograph by Shalen Fu");
  expect(credit_words("Photo: Shalen Fu")).toBe("Photo: Shalen Fu");
  expect(credit_words(null)).toBeNull();
});
