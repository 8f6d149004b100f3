using LiveParking.ClusterTests.Storage;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;
using Orleans.Core.Internal;

namespace LiveParking.ClusterTests.Levels;

[Collection(ParkingCollection.Name)]
public sealed class CorrectionTests(ParkingFixture fixture)
{
    [Fact]
    public async Task Correct_sets_the_number_and_is_kept_once_with_its_drift()
    {
        var (level, ledger, from) = await NewAsync();

        var answer = await level.CorrectAsync(new CorrectionRequest("c1", 40, "Walked through", "anna"));
        var again = await level.CorrectAsync(new CorrectionRequest("c1", 40, "Walked through", "anna"));

        Assert.Equal(40, answer.Status.Spots.Occupied);
        Assert.Equal(answer.Status, again.Status);
        var kept = Assert.Single(await ledger.GetAsync(from, from.AddHours(1)));
        Assert.Equal(("c1", "anna", "Walked through", 45, 40), (kept.Id, kept.By, kept.Reason, kept.Before, kept.After));
        var drift = Assert.Single(await ledger.GetDriftAsync(from, from.AddHours(1)));
        Assert.Equal(("gate", 45, 0, 5.0), (drift.SensorId, drift.Entries, drift.Exits, drift.Drift));
        Assert.Empty(await ledger.GetAsync(from.AddDays(-40), from));
        Assert.Equal(41, (await level.ReportAsync([Entry("b", seconds: 1)])).Status.Spots.Occupied);
    }

    [Fact]
    public async Task Correct_with_an_id_that_the_level_has_forgotten_is_a_correction_of_its_own_in_the_ledger_too()
    {
        var (level, ledger, from) = await NewAsync();

        foreach (var id in new[] { "c1", "c2", "c3", "c4", "c5", "c6", "c1" })
            await level.CorrectAsync(new CorrectionRequest(id, 40, "Walked through", "anna"));

        await Eventually.HoldsAsync(
            async () => (await ledger.GetAsync(from, from.AddHours(1))).Count(kept => kept.Id == "c1") == 2, "both are kept");
    }

    [Fact]
    public async Task Correct_while_the_ledger_can_not_store_is_answered_and_kept_later()
    {
        var (level, ledger, from) = await NewAsync();
        ParkingFixture.Store.FailNext(ledger.GetGrainId(), FaultyStorage.Fault.Refuse);

        var answer = await level.CorrectAsync(new CorrectionRequest("c1", 40, "Walked through", "anna"));
        Assert.Equal(40, answer.Status.Spots.Occupied);
        await level.AsReference<IGrainManagementExtension>().DeactivateOnIdle();

        // Any call brings the level back; it sends what waits.
        await Eventually.HoldsAsync(
            async () => (await level.GetAsync()).Status.Spots.Occupied == 40 && (await ledger.GetAsync(from, from.AddHours(1))).Count == 1, "it is kept");
    }

    [Fact]
    public async Task Ledger_outlives_its_level_until_it_is_removed()
    {
        var (level, ledger, from) = await NewAsync();
        await level.CorrectAsync(new CorrectionRequest("c1", 40, "Walked through", "anna"));
        await level.AsReference<ILevelAdministration>().RemoveAsync();

        await ledger.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        Assert.Single(await ledger.GetAsync(from, from.AddHours(1)));
        Assert.True(await level.RemoveCorrectionsAsync());
        Assert.Empty(await ledger.GetAsync(from, from.AddHours(1)));
        await Assert.ThrowsAsync<UnknownLevelException>(() => level.CorrectAsync(new CorrectionRequest("c2", 1, "why", "anna")));
    }

    [Fact]
    public async Task Numbers_go_into_the_history()
    {
        var (level, _, from) = await NewAsync();
        await level.CorrectAsync(new CorrectionRequest("c1", 40, "Walked through", "anna"));
        var history = fixture.Cluster.GrainFactory.GetGrain<ILevelHistoryGrain>(level.GetPrimaryKeyString());

        await Eventually.HoldsAsync(
            async () => await history.GetAsync(new HistoryQuery(from.AddMinutes(-5), from.AddMinutes(5), TimeSpan.FromMinutes(1))) is { Buckets: { Count: > 0 } buckets }
                && buckets.Max(bucket => bucket.Max) == 45 && buckets.Min(bucket => bucket.Min) == 40,
            "the history has both numbers");
    }

    private async Task<(ILevelGrain Level, ICorrectionLedgerGrain Ledger, DateTimeOffset From)> NewAsync()
    {
        var from = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        var level = fixture.Level(await fixture.NewLocationAsync(), "upper");
        await level.ReportAsync([Entry("a", 45, seconds: -1)]);
        return (level, fixture.Cluster.GrainFactory.GetGrain<ICorrectionLedgerGrain>(level.GetPrimaryKeyString()), from);
    }

    /// <summary>Cars in, clearly before or after what happens now: of the same millisecond they would be in a correction already.</summary>
    private static Reading Entry(string id, int count = 1, int seconds = 0) =>
        new(id, "gate", TimeProvider.System.GetUtcNow().AddSeconds(seconds), ReadingKind.Entry, count);
}
