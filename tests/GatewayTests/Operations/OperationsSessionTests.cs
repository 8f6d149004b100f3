using System.Text.Json.Nodes;
using LiveParking.Gateway.Operations;
using LiveParking.Grains.Interfaces.Alarms;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveParking.GatewayTests.Operations;

public sealed class OperationsSessionTests
{
    private readonly Client _client = new();

    [Fact]
    public async Task A_slow_client_gets_a_gap_instead_of_a_backlog_and_the_newest_state_of_each_alarm()
    {
        var session = new OperationsSession(_client, NullLogger.Instance);
        session.Offer(Change(1));
        await Eventually.HoldsAsync(() => _client.Changes.Count == 1, "the first is being sent");
        for (var version = 2; version <= 1_000; version++)
            session.Offer(Change(version));
        for (var version = 1; version <= 50; version++)
            session.Offer(Alarm("a", version));

        _client.Release();

        await Eventually.HoldsAsync(() => _client.Changes.LastOrDefault()?.Version == 1_000, "the newest change was sent");
        Assert.True(_client.Changes.Count < 50, "Few changes wait.");
        Assert.Empty(_client.Changes[^1].Changed);
        Assert.True(_client.Changes[^1].Version > _client.Changes[^2].Version + 1, "The gap shows.");
        Assert.Equal(50, Assert.Single(_client.Alarms).Version);
    }

    private static OverviewChange Change(long version) => new([new JsonObject { ["id"] = "a" }], [], null, DateTimeOffset.UnixEpoch, version);

    private static Alarm Alarm(string id, long version) => new(
        id, "a", null, null, null, null, AlarmKind.CameraOffline, AlarmRank.Medium, "", 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, AlarmState.Active, null, null, null, version);

    private sealed class Client : IOperationsClient
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<OverviewChange> Changes { get; } = [];

        public List<Alarm> Alarms { get; } = [];

        public void Release() => _released.SetResult();

        public async Task OverviewChanged(OverviewChange change)
        {
            Changes.Add(change);
            await _released.Task;
        }

        public async Task AlarmChanged(Alarm alarm)
        {
            Alarms.Add(alarm);
            await _released.Task;
        }
    }
}
