// swift-tools-version: 6.1
import PackageDescription

/// Swift 6 language mode comes with the tools version; a warning stops the build.
let strict: [SwiftSetting] = [
  .unsafeFlags(["-warnings-as-errors"]),
  .enableUpcomingFeature("ExistentialAny"),
]

/// A module of the path, `Sources/NAME`, and what it may import (the table in `ArchitectureTests`).
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one module, `Tests/NAMETests`.
func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, swiftSettings: strict)
}

let package = Package(
  name: "floorcast",
  products: [.executable(name: "floorcast", targets: ["floorcast"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    .systemLibrary(name: "CLibwebsockets"),
    .systemLibrary(name: "CUV"),
    .systemLibrary(name: "CJSONC"),
    .systemLibrary(name: "CQRencode"),

    module("JSON", ["CJSONC"]),
    module("Floor"),
    module("QR", ["CQRencode"]),
    module("Rhythm", ["Floor"]),
    module("Wire", ["Floor", "JSON", .product(name: "Crypto", package: "swift-crypto")]),
    module("Intake", ["Floor", "Wire", "JSON", .product(name: "Crypto", package: "swift-crypto")]),
    module(
      "Journal",
      [
        "Floor", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    module("Hub", ["Floor"]),
    module("Loop", ["CLibwebsockets", "CUV", "Hub", "Floor", .product(name: "Logging", package: "swift-log")]),
    module(
      "FloorcastServer",
      [
        "Floor", "Rhythm", "JSON", "QR", "Wire", "Intake", "Journal", "Hub", "Loop",
        .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(
      name: "floorcast",
      dependencies: [
        "FloorcastServer", "Floor", "Intake", "JSON", "Wire",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict),

    // The real Loop and Hub with the smallest handler: what Tests/Benchmarks/run measures.
    .executableTarget(
      name: "FanoutBench", dependencies: ["Loop", "Hub", "Floor"], path: "Tests/Benchmarks/FanoutBench",
      swiftSettings: strict),

    // Standings alone, at the updates of rank.cpp.
    .executableTarget(
      name: "RankBench", dependencies: ["Floor"], path: "Tests/Benchmarks/RankBench", swiftSettings: strict),

    // How long a start takes on a long log: what Tests/Benchmarks/run measures.
    .executableTarget(
      name: "HistoryBench",
      dependencies: [
        "FloorcastServer", "Floor", "Journal", "Wire", .product(name: "Logging", package: "swift-log"),
      ], path: "Tests/Benchmarks/HistoryBench", swiftSettings: strict),

    tests(of: "JSON"),
    tests(of: "Floor"),
    tests(of: "Rhythm", ["Floor"]),
    tests(of: "QR"),
    tests(of: "Wire", ["Floor", "JSON"]),
    tests(of: "Intake", ["Floor", "Wire", "JSON"]),
    tests(of: "Journal", ["Floor"]),
    tests(of: "Hub", ["Floor"]),
    tests(of: "Loop", ["Hub", "Floor", "CLibwebsockets"]),
    tests(of: "FloorcastServer", ["Floor", "Wire", "Intake", "Journal", "JSON"]),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
  ]
)
