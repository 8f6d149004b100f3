using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;
using LiveParking.Grains.Levels.Corrections;
using LiveParking.Grains.Levels.Sensors;
using LiveParking.Grains.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using static LiveParking.UnitTests.Levels.Sample;

namespace LiveParking.UnitTests.Levels;

public sealed class CorrectionOutboxTests
{
    private static readonly CorrectionRequest Request = new("c1", 40, "Walked through", "anna");
    private readonly HeldLedger _ledger = new();
    private readonly CoalescedState<LevelUnit> _state = new(new MemoryUnit(), TimeProvider.System, NullLogger.Instance);
    private readonly CorrectionOutbox _outbox;

    public CorrectionOutboxTests() => _outbox = new CorrectionOutbox(Key, _state, _ledger, () => { }, TimeProvider.System, NullLogger.Instance);

    [Fact]
    public async Task What_is_forgotten_while_an_earlier_one_is_on_its_way_is_not_sent()
    {
        await CorrectAsync("c1", 0);
        await CorrectAsync("c2", 1);
        var sending = _outbox.SendAsync();

        await _state.ChangeAsync(unit => unit with { Level = unit.Level with { Corrections = [] } }, () => { });
        var quiet = _outbox.UntilQuietAsync();
        Assert.False(quiet.IsCompleted, "the first one is still on its way");
        _ledger.Release();
        await quiet;

        Assert.True(await sending);
        Assert.Equal(["c1"], _ledger.Taken.Select(correction => correction.Id));
    }

    [Fact]
    public async Task One_that_has_the_id_of_a_forgotten_one_is_sent()
    {
        await CorrectAsync("c1", 0);
        var sending = _outbox.SendAsync();
        await _state.ChangeAsync(unit => unit with { Level = unit.Level with { Corrections = [] } }, () => { });
        await CorrectAsync("c1", 1);
        _ledger.Release();

        Assert.True(await sending);
        Assert.Equal([Noon, Noon.AddSeconds(1)], _ledger.Taken.Select(correction => correction.At));
        Assert.All(_state.Newest.Level.Corrections, kept => Assert.True(kept.InLedger));
    }

    private Task CorrectAsync(string id, int second) =>
        _state.ChangeAsync(
            unit => unit with { Level = CorrectionRules.Correct(unit.Level, Request with { Id = id }, Noon.AddSeconds(second)).State }, () => { });

    /// <summary>Holds the first correction until the test lets it go.</summary>
    private sealed class HeldLedger : ICorrectionLedgerWriter
    {
        private readonly TaskCompletionSource _held = new();

        public List<Correction> Taken { get; } = [];

        public void Release() => _held.SetResult();

        public async Task AppendAsync(Correction correction)
        {
            Taken.Add(correction);
            await _held.Task;
        }

        public Task<bool> RemoveAsync() => Task.FromResult(true);
    }

    /// <summary>Stores at once.</summary>
    private sealed class MemoryUnit : IUnitStore<LevelUnit>
    {
        private readonly LevelUnit _first = new(Level(), new SensorsState());

        public LevelUnit Load() => _first;

        public bool NeedsWrite(LevelUnit before, LevelUnit after) => true;

        public Task WriteAsync(LevelUnit unit) => Task.CompletedTask;

        public void Revert(LevelUnit newest)
        {
        }

        public Task<LevelUnit> ReadAsync(LevelUnit newest, LevelUnit lost) => Task.FromResult(newest);

        public void Committed(LevelUnit unit)
        {
        }
    }
}
