using System.Text.Json;
using LiveParking.SystemTests.Clients;

namespace LiveParking.SystemTests.Hubs;

/// <summary>A phone whose process hangs for a while, with the stock JavaScript client.</summary>
[Collection(OneSiteSuite.Name)]
public sealed class StoppedPhoneTests(OneSite site)
{
    [Fact]
    public async Task A_phone_gets_the_best_rung_and_after_it_hung_new_pictures_while_another_goes_on()
    {
        // Without a token the best rung is the public one.
        var token = await site.System.TokenAsync("viewer", "--location", OneSite.Location);
        await using var other = await StockPhone.ConnectAsync(site.System.Address, "messagepack", token);
        await other.WatchAcknowledgingAsync("clip");
        await using var phone = await StockPhone.ConnectAsync(site.System.Address, "messagepack", token);
        await phone.WatchAcknowledgingAsync("clip");
        await phone.FrameAsync(frame => frame.GetProperty("rung").GetString() == "high");

        phone.Stop();
        var stopped = Number(Last(other));
        await other.FrameAsync(frame => Number(frame) > stopped + 60);
        var went = Number(Last(other));
        phone.Continue();
        await phone.FrameAsync(frame => Number(frame) >= went);

        // A few pictures wait for a phone that hangs, not the 60 that it missed.
        Assert.InRange(Frames(phone).Count(frame => Number(frame) > stopped && Number(frame) < went), 0, 20);
        var numbers = Frames(phone).Select(Number).ToList();
        Assert.Equal(numbers.Distinct().Order(), numbers);
    }

    private static long Number(JsonElement frame) => frame.GetProperty("sequence").GetInt64();

    private static JsonElement Last(StockPhone phone) => Frames(phone)[^1];

    private static List<JsonElement> Frames(StockPhone phone) =>
        [.. phone.Messages.Where(message => message.TryGetProperty("frame", out _)).Select(message => message.GetProperty("frame"))];
}
