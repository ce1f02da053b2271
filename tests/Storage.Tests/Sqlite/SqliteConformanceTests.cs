using DropoutSweep.Storage.Tests.Conformance;

namespace DropoutSweep.Storage.Tests.Sqlite;

public sealed class SqliteLedgerTests() : SweepLedgerConformance(new SqliteSource());
