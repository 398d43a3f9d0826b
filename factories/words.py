"""The word lists that names, titles and tags are made of; their order is part of what a seed means."""

from __future__ import annotations

from typing import Final

ADJECTIVES: Final = tuple(
    "Able Amber Ashen Azure Bitter Blank Bold Brave Brief Bright Broken Calm Civil Clear Clever Cosmic "
    "Crisp Cruel Dapper Daring Dawn Deep Dewy Dizzy Dreamy Dusky Dusty Eager Early Easy Fabled Faint "
    "Fancy Feral Fierce Final Fleet Fluffy Foggy Frosty Frozen Funky Fuzzy Gentle Giddy Gifted Gilded "
    "Glad Gloomy Golden Grand Gray Grim Hazy Hidden Hollow Humble Hushed Icy Inky Ivory Jade Jagged Jolly "
    "Keen Lazy Little Lively Lone Lost Loud Loyal Lucid Lucky Lunar Magic Marble Mellow Merry Misty Mossy "
    "Muted Mystic Neon Nimble Noble Olive Pale Patchy Plucky Polar Proud Quick Quiet Rapid Rare Rested "
    "Rogue Royal Ruby Rusty Sable Salty Scary Secret Shady Sharp Shy Silent Silver Simple Sleepy Sly "
    "Smoky Snowy Solar Solid Stark Steady Stormy Sunny Swift Tiny Tired Velvet Vivid Wary Wild".split()
)
NOUNS: Final = tuple(
    "Anchor Arrow Aspen Badger Bamboo Beacon Beetle Birch Blade Bloom Breeze Bridge Bubble Cactus Candle "
    "Canyon Castle Cedar Cello Cherry Cinder Circle Citrus Clock Cloud Clover Cobalt Comet Coral Cosmos "
    "Cotton Coyote Crane Crow Dagger Daisy Dragon Eagle Ember Falcon Fern Finch Flame Flint Flute Forest "
    "Fox Galaxy Garden Gecko Ginger Glider Goose Harbor Hare Hawk Heron Hornet Island Jaguar Jasper Kite "
    "Koala Lemur Lily Lion Lotus Lynx Magpie Mango Maple Marten Meadow Meteor Mirror Moth Nova Oak Oboe "
    "Ocean Onyx Orbit Orchid Osprey Otter Owl Panda Pebble Pepper Pilot Pine Pixel Planet Poppy Prism "
    "Quartz Rabbit Raven River Robin Rocket Sage Salmon Saturn Shadow Signal Sketch Spark Spider Spiral "
    "Star Stone Storm Tempo Thorn Tiger Tulip Turtle Viper Violet Violin Walnut Willow Wolf Wren Zebra "
    "Zenith Zephyr".split()
)
NUMBERS: Final = ("", "7", "99", "42", "13", "21", "88", "3", "64", "77", "11", "05", "2k", "69", "00", "x")
"""What follows a name once all names without a number are given away."""

COUNTRIES: Final = {
    "us": 16, "ru": 9, "de": 8, "pl": 8, "jp": 7, "gb": 7, "ca": 6, "br": 6, "fr": 6, "au": 5, "kr": 5, "cn": 5,
    "id": 5, "ph": 5, "nl": 4, "se": 4, "fi": 4, "tw": 4, "hk": 3, "cl": 3, "ar": 3, "mx": 3, "it": 3, "es": 3,
    "ua": 3, "no": 3, "my": 3, "sg": 2, "be": 2, "cz": 2, "at": 2, "dk": 2, "th": 2, "vn": 2, "pt": 2, "nz": 2,
    "hu": 1, "ro": 1, "lt": 1, "lv": 1, "ee": 1, "gr": 1, "tr": 1, "il": 1, "za": 1, "pe": 1, "co": 1, "ch": 1,
}  # fmt: skip
"""Two letters each, and how many of a hundred and eighty players come from there."""

ARTISTS: Final = tuple(
    "Aoi Kasane;Blue Cartridge;Camellia Drive;DJ Marigold;Eleven Lanterns;Fuyu no Hana;Glass Harbour;Hollow Metro;"
    "Inverse Choir;Juno Static;Kaede Mori;Lumen;Midnight Cassette;Nanase;Orbit Garden;Paper Moons;Quiet Engine;"
    "Rin Asagiri;Sable & Thorn;The Long Afternoons;Umi to Sora;Velvet Circuit;Wataru Ishikawa;XYLON;Yozora Trio;"
    "Zero Gravity Tea;After School Orchestra;Broken Vending Machine;Comet Postman;Dawn Patrol 88;Kitsune Parade;"
    "Neon Sparrow".split(";")
)
TITLE_OPENINGS: Final = tuple(
    "Crystal Electric Eternal Fading Falling Final Forgotten Glass Golden Hidden Infinite Last Lonely Midnight "
    "Neon Paper Rainy Scarlet Secret Silent Silver Starlit Summer Sweet Tokyo Twilight Velvet Violet Wandering "
    "Winter Yesterday's Zero".split()
)
TITLE_ENDINGS: Final = tuple(
    "Alley Archive Bloom Carnival Cascade Circuit Clockwork Dream Echo Engine Express Fantasia Festival Garden "
    "Gravity Heart Horizon Lullaby Machine March Memory Mirage Orbit Parade Promise Reverie Serenade Signal Sky "
    "Station Symphony Waltz".split()
)
TAGS: Final = tuple(
    "anime ballad chiptune classical dance dnb drumstep dubstep edm electronic folk game hardcore instrumental "
    "jazz jpop jrock metal opening orchestral piano pop remix rhythm rock speedcore stream trance vocal vocaloid "
    "waltz winter".split()
)
CLAN_TAILS: Final = tuple("Club Crew Guild House League Order Pact Squad Team Union".split())
POOL_STAGES: Final = (
    "Qualifiers",
    "Round of 32",
    "Round of 16",
    "Quarterfinals",
    "Semifinals",
    "Finals",
    "Grand Finals",
)
