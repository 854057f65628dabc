// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

/** The vocabulary of the sample: an invented company, its teams and what they run. */
final class Words {
  /** Two entries each: the team and the cost centre that pays for it. */
  static final String[][] TEAMS = {
    {"atlas", "cc-1010"}, {"borealis", "cc-1020"}, {"cobalt", "cc-1030"}, {"drumlin", "cc-1110"},
    {"ember", "cc-1120"}, {"fathom", "cc-1130"}, {"granite", "cc-1210"}, {"harbour", "cc-1220"},
    {"isthmus", "cc-1230"}, {"juniper", "cc-1310"}, {"kestrel", "cc-1320"}, {"lagoon", "cc-1330"}
  };

  static final String[] PRODUCTS = {
    "billing", "catalog", "checkout", "claims", "consent", "coupons", "delivery", "disputes",
    "documents", "exports", "forecast", "fraud", "fulfilment", "geocoding", "identity", "imports",
    "insights", "inventory", "invoices", "ledger", "loyalty", "mailing", "maps", "media",
    "messaging", "metering", "onboarding", "orders", "partners", "payments", "payouts", "pricing",
    "profiles", "quotes", "ratings", "recommend", "refunds", "reports", "returns", "risk",
    "search", "sessions", "shipping", "statements", "support", "tariffs", "tax", "warehouse"
  };

  static final String[] ENVIRONMENTS = {"prod", "staging", "qa", "dev"};

  static final String[] ROLES = {
    "api", "web", "worker", "gateway", "scheduler", "consumer", "indexer", "cache",
    "admin", "bff", "sync", "notifier", "exporter", "importer", "matcher", "renderer",
    "archiver", "auditor", "proxy", "planner", "resolver", "streamer", "validator", "router"
  };

  /** With letters of several scripts, because annotations have them. */
  static final String[] OWNERS = {
    "Jana Dvořáková", "Zoë Müller", "李小龙 (platform)", "Łukasz Wójcik", "Renée Côté", "さくら 田中",
    "Ahmed Hassan", "Olga Иванова", "Sam Taylor", "Priya Sharma", "Jürgen Groß", "on-call 🚒"
  };

  static final String[] ZONES = {"eu-central-1a", "eu-central-1b", "eu-central-1c"};

  private Words() {}
}
