using DropoutSweep.Storage.Tests.Conformance;

namespace DropoutSweep.Storage.Tests.Postgres;

public sealed class PostgresLedgerTests(PostgresFixture fixture) : SweepLedgerConformance(new PostgresSource(fixture));

public sealed class PostgresLeasesTests(PostgresFixture fixture) : TrialLeasesConformance(new PostgresSource(fixture));

public sealed class PostgresJournalTests(PostgresFixture fixture) : AttemptJournalConformance(new PostgresSource(fixture));

public sealed class PostgresArchiveTests(PostgresFixture fixture) : ResultArchiveConformance(new PostgresSource(fixture));

public sealed class PostgresSiloTests(PostgresFixture fixture) : SiloRegistryConformance(new PostgresSource(fixture));

public sealed class PostgresUpkeepTests(PostgresFixture fixture) : StoreUpkeepConformance(new PostgresSource(fixture));

public sealed class PostgresKeyTests(PostgresFixture fixture) : KeyRingConformance(new PostgresSource(fixture));

public sealed class PostgresMembershipTests(PostgresFixture fixture) : MembershipLedgerConformance(new PostgresSource(fixture));

public sealed class PostgresMembershipRaceTests(PostgresFixture fixture) : MembershipRaceConformance(new PostgresSource(fixture));
