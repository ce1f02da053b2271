using DropoutSweep.Storage.Tests.Conformance;

namespace DropoutSweep.Storage.Tests.Sqlite;

public sealed class SqliteLedgerTests() : SweepLedgerConformance(new SqliteSource());

public sealed class SqliteLeasesTests() : TrialLeasesConformance(new SqliteSource());

public sealed class SqliteJournalTests() : AttemptJournalConformance(new SqliteSource());

public sealed class SqliteArchiveTests() : ResultArchiveConformance(new SqliteSource());

public sealed class SqliteSiloTests() : SiloRegistryConformance(new SqliteSource());

public sealed class SqliteUpkeepTests() : StoreUpkeepConformance(new SqliteSource());

public sealed class SqliteKeyTests() : KeyRingConformance(new SqliteSource());

public sealed class SqliteMembershipTests() : MembershipLedgerConformance(new SqliteSource());

public sealed class SqliteMembershipRaceTests() : MembershipRaceConformance(new SqliteSource());
