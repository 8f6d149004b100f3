using System.Net;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.LiveStreams;

namespace LiveParking.SystemTests.Network;

/// <summary>Live streams of programs in a cluster with mutual TLS.</summary>
[Collection(GrainDoorSuite.Name)]
public sealed class GrainStreamTests(GrainDoor door)
{
    /// <summary>Revoked, or expired; a receiver that does not renew, so that only the silo can end it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_ends_within_five_seconds_of_its_token_whatever_the_receiver_does(bool revoked)
    {
        var level = new LevelKey(GrainDoor.Location, "upper");
        var subject = $"display-{(revoked ? "revoked" : "expired")}";
        var token = await door.TokenAsync("viewer", "--location", GrainDoor.Location, "--subject", subject, "--expires-in", revoked ? "1h" : "8s");
        var issued = TimeProvider.System.GetTimestamp();
        await using var program = await door.ConnectAsync(token);
        await using var sensor = await door.ConnectAsync(await door.TokenAsync("sensor", "--location", GrainDoor.Location));
        var receiver = new CountingReceiver();
        var extension = program.Grains.GetLevel(level).AsReference<ILiveProducerExtension>();
        await extension.SubscribeAsync(ParkingStreams.LevelStatus(level), Guid.NewGuid(), 1, program.Grains.CreateObjectReference<ILiveReceiver>(receiver));
        await sensor.Grains.GetLevel(level).ReportAsync([GrainDoor.Entry("gate-9")]);
        await Eventually.HoldsAsync(() => receiver.Delivered > 0, "the stream runs");

        if (revoked)
            (await door.Api.DeleteAsync($"/api/v1/tokens?subject={subject}")).Require(HttpStatusCode.OK);
        else
            await Eventually.HoldsAsync(() => TimeProvider.System.GetElapsedTime(issued) > TimeSpan.FromSeconds(8), "the token has expired");
        var ended = TimeProvider.System.GetTimestamp();
        await Eventually.HoldsAsync(
            async () =>
            {
                var before = receiver.Delivered;
                await sensor.Grains.GetLevel(level).ReportAsync([GrainDoor.Entry("gate-9")]);
                // The silo answers after it has published, and waits for one delivery before the next.
                await sensor.Grains.GetLevel(level).ReportAsync([GrainDoor.Entry("gate-9")]);
                return receiver.Delivered == before && TimeProvider.System.GetElapsedTime(ended) > TimeSpan.FromSeconds(5);
            },
            "nothing is delivered any more",
            TimeSpan.FromSeconds(20));
        Assert.True(receiver.LastDelivery is { } last && TimeProvider.System.GetElapsedTime(ended, last) < TimeSpan.FromSeconds(5), "The last delivery came more than 5 s after the end of the token.");
        await Assert.ThrowsAsync<UnauthorizedException>(() => program.Grains.GetLevel(level).GetAsync());
        GC.KeepAlive(receiver);
    }
}
