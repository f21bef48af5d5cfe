import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressKey, canonicalAddress, isLoopbackAddress } from "./ip-address";

/** The eight groups of an IPv6 address. */
const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
const hex = (numbers: readonly number[]): string[] => numbers.map((number) => number.toString(16));

describe("an address", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["203.0.113.7:5123", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:CB00:7107", "203.0.113.7"],
    ["[::ffff:203.0.113.7]:80", "203.0.113.7"],
    ["[2001:db8::1]:443", "2001:db8::1"],
    ["[2001:db8::1]", "2001:db8::1"],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["fe80::1%br-12.5", "fe80::1"],
    ["::203.0.113.7", "::cb00:7107"],
    ["64:ff9b::203.0.113.7", "64:ff9b::cb00:7107"],
    ["010.0.0.1", null],
    ["0x7f.1", null],
    ["127.1", null],
    ["::ffff:0x7f.0.0.1", null],
    ["1::2::3", null],
    ["203.0.113.256", null],
    ["unknown", null],
    ["", null],
  ])("%s is %s", (input, expected) => {
    expect(canonicalAddress(input)).toBe(expected);
  });

  it("has one form, however it is written, and that form is kept", () => {
    fc.assert(
      fc.property(groups, fc.boolean(), (numbers, isUpper) => {
        const long = hex(numbers)
          .map((group) => group.padStart(4, "0"))
          .join(":");
        const short = hex(numbers).join(":");
        const canonical = canonicalAddress(short);
        expect(canonical).not.toBeNull();
        expect(canonicalAddress(isUpper ? long.toUpperCase() : long)).toBe(canonical);
        expect(canonicalAddress(`[${short}]:443`)).toBe(canonical);
        expect(canonicalAddress(canonical ?? "")).toBe(canonical);
      }),
    );
  });

  it("of IPv4 is the same by way of IPv6", () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(canonicalAddress(`::ffff:${address}`)).toBe(address);
        expect([addressKey(address), addressKey(`::ffff:${address}`)]).toEqual([address, address]);
      }),
    );
  });

  it("is never made of what Node.js does not call one, and nothing throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV6(), fc.ipV4Extended()), (text) => {
        const canonical = canonicalAddress(text);
        expect(canonical === null || canonicalAddress(canonical) === canonical).toBe(true);
        expect(typeof addressKey(text)).toBe("string");
        isLoopbackAddress(text);
      }),
    );
  });
});

describe("who is counted as one", () => {
  it("is an IPv4 address, or a /64 of IPv6", () => {
    fc.assert(
      fc.property(groups, groups, (numbers, others) => {
        // What begins like an IPv4 address within IPv6 is one.
        fc.pre(numbers.slice(0, 4).some((number) => number !== 0));
        const network = numbers.slice(0, 4);
        const key = addressKey(hex(numbers).join(":"));
        expect(addressKey(hex([...network, ...others.slice(4)]).join(":"))).toBe(key);
        const elsewhere = [...network.slice(0, 3), (numbers[3] ?? 0) ^ 1, ...others.slice(4)];
        fc.pre(elsewhere.slice(0, 4).some((number) => number !== 0));
        expect(addressKey(hex(elsewhere).join(":"))).not.toBe(key);
      }),
    );
  });

  it.each([
    ["2001:db8::1", "2001:db8::/64"],
    ["2001:0DB8:0::ffff:1", "2001:db8::/64"],
    ["fe80::1%eth0", "fe80::/64"],
    ["198.51.100.1", "198.51.100.1"],
    ["", "unknown"],
    ["nobody", "nobody"],
  ])("%s: %s", (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});

describe("what comes from this machine", () => {
  it.each([
    ["127.0.0.1", true],
    ["127.8.8.8", true],
    ["::1", true],
    ["0:0:0:0:0:0:0:1", true],
    ["::ffff:127.0.0.1", true],
    ["::ffff:7f00:1", true],
    ["::127.0.0.1", false],
    ["192.168.0.1", false],
    ["::ffff:10.0.0.1", false],
    ["127.1", false],
    ["", false],
  ])("%s: %s", (address, expected) => {
    expect(isLoopbackAddress(address)).toBe(expected);
  });
});
