using LiveParking.Gateway.Cameras;
using LiveParking.Grains.Interfaces.Cameras;

namespace LiveParking.GatewayTests.Cameras;

public sealed class FrameSlotTests
{
    private static CameraFrame Frame(long sequence) => new("c1", sequence, 0, CameraRung.High, 1, 1, "image/jpeg", [1]);

    [Fact]
    public async Task A_viewer_that_was_busy_gets_the_newest_frame_only()
    {
        var slot = new FrameSlot();
        for (var i = 1; i <= 10; i++)
            slot.Put(Frame(i));
        var first = await slot.NextAsync(0, default);
        Assert.Equal((10, 10), (first.Frame!.Sequence, first.Ordinal));
        var next = slot.NextAsync(first.Ordinal, default);
        Assert.False(next.IsCompleted);
        slot.Put(Frame(11));
        Assert.Equal(11, (await Eventually.WithinAsync(next.AsTask())).Frame!.Sequence);
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        var slot = new FrameSlot();
        using var cancel = new CancellationTokenSource();
        var next = slot.NextAsync(0, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task Each_of_many_that_wait_gets_the_frame_also_after_others_left()
    {
        var slot = new FrameSlot();
        using var cancel = new CancellationTokenSource();
        var leaving = Enumerable.Range(0, 40).Select(_ => slot.NextAsync(0, cancel.Token).AsTask()).ToList();
        var staying = Enumerable.Range(0, 40).Select(_ => slot.NextAsync(0, default).AsTask()).ToList();
        await cancel.CancelAsync();
        await Task.WhenAll(leaving.Select(waiting => Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting)));
        staying.AddRange(Enumerable.Range(0, 70).Select(_ => slot.NextAsync(0, default).AsTask()));
        slot.Put(Frame(1));
        Assert.All(await Eventually.WithinAsync(Task.WhenAll(staying)), received => Assert.Equal(1, received.Frame!.Sequence));
    }

    [Fact]
    public async Task Many_viewers_at_once_never_see_an_older_frame_after_a_newer_one()
    {
        var slot = new FrameSlot();
        const int Last = 2000;
        var viewers = Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            var seen = default(SlotFrame);
            while (seen.Frame?.Sequence != Last)
            {
                var next = await slot.NextAsync(seen.Ordinal, default);
                Assert.True(next.Ordinal > seen.Ordinal);
                seen = next;
            }
        })).ToList();
        for (var i = 1; i <= Last; i++)
            slot.Put(Frame(i));
        await Eventually.WithinAsync(Task.WhenAll(viewers));
    }
}
