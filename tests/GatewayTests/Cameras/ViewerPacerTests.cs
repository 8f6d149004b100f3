using LiveParking.Gateway.Cameras;

namespace LiveParking.GatewayTests.Cameras;

public sealed class ViewerPacerTests
{
    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    [Fact]
    public void Without_acknowledgements_nothing_but_the_rate_holds_frames_back()
    {
        var pacer = new ViewerPacer(maxFps: 60, acks: false);
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(pacer.Decide(Ms(i * 33.4), 30).MaySend);
            pacer.RecordSent(i, Ms(i * 33.4));
        }

        Assert.Equal(0, pacer.Unacknowledged);
    }

    [Fact]
    public void Two_frames_may_be_on_their_way_before_the_first_acknowledgement()
    {
        var pacer = new ViewerPacer(60, acks: true);
        pacer.RecordSent(1, Ms(0));
        Assert.True(pacer.Decide(Ms(33), 30).MaySend);
        pacer.RecordSent(2, Ms(33));
        Assert.True(pacer.Decide(Ms(66), 30).NeedsAck);
        Assert.NotNull(pacer.RecordAcknowledgement(1, Ms(70)));
        Assert.True(pacer.Decide(Ms(70), 30).MaySend);
    }

    [Fact]
    public void A_far_viewer_may_have_as_many_frames_on_their_way_as_its_round_trip_holds()
    {
        var pacer = new ViewerPacer(60, acks: true);
        pacer.RecordSent(1, Ms(0));
        pacer.RecordAcknowledgement(1, Ms(200));
        // 30 frames/s × 0.2 s = 6, and one more.
        for (var i = 0; i < 7; i++)
        {
            Assert.True(pacer.Decide(Ms(300 + i), 30).MaySend || pacer.Decide(Ms(300 + i), 30).Wait > TimeSpan.Zero);
            pacer.RecordSent(2 + i, Ms(300 + i));
        }

        Assert.True(pacer.Decide(Ms(320), 30).NeedsAck);
        Assert.Equal(7, pacer.Unacknowledged);
    }

    [Fact]
    public void A_frame_that_is_not_acknowledged_for_400_ms_stops_further_ones()
    {
        var pacer = new ViewerPacer(60, acks: true);
        pacer.RecordSent(1, Ms(0));
        Assert.True(pacer.Decide(Ms(399), 30).MaySend);
        Assert.True(pacer.Decide(Ms(400), 30).NeedsAck);
    }

    [Fact]
    public void Acknowledgements_are_cumulative_and_odd_ones_do_no_harm()
    {
        var pacer = new ViewerPacer(60, acks: true);
        pacer.RecordSent(10, Ms(0));
        pacer.RecordSent(11, Ms(1));
        Assert.Null(pacer.RecordAcknowledgement(9, Ms(2)));
        Assert.Null(pacer.RecordAcknowledgement(long.MinValue, Ms(2)));
        Assert.Equal(2, pacer.Unacknowledged);
        Assert.NotNull(pacer.RecordAcknowledgement(11, Ms(5)));
        Assert.Equal(0, pacer.Unacknowledged);
        Assert.Null(pacer.RecordAcknowledgement(11, Ms(6)));
        pacer.RecordSent(12, Ms(40));
        Assert.NotNull(pacer.RecordAcknowledgement(long.MaxValue, Ms(41)));
        Assert.Equal(Ms(1), pacer.MinRoundTrip);
    }

    [Theory]
    [InlineData(10, 30, 10)]
    [InlineData(30, 30, 30)]
    [InlineData(60, 30, 30)]
    [InlineData(7, 25, 7)]
    public void The_rate_is_kept_and_a_camera_at_the_allowed_rate_loses_nothing_to_jitter(double maxFps, double sourceFps, double expected)
    {
        var pacer = new ViewerPacer(maxFps, acks: false);
        var random = new Random(1);
        var sent = 0;
        const int Seconds = 100;
        var waiting = false;
        for (var i = 0; i < sourceFps * Seconds; i++)
        {
            // A frame that came before its turn waits for it; here that is at the latest the next one's arrival.
            var now = Ms(1000.0 * i / sourceFps + random.NextDouble() * 6);
            var decision = pacer.Decide(now, sourceFps);
            waiting = !decision.MaySend;
            if (waiting && decision.Wait > Ms(1000 / sourceFps - 6))
                continue;
            pacer.RecordSent(i, waiting ? now + decision.Wait : now);
            sent++;
        }

        Assert.InRange(sent / (double)Seconds, expected * 0.97, Math.Min(expected * 1.01, sourceFps));
    }

    [Fact]
    public void After_a_pause_frames_do_not_come_in_a_burst()
    {
        var pacer = new ViewerPacer(10, acks: false);
        pacer.RecordSent(1, Ms(0));
        pacer.RecordSent(2, Ms(10_000));
        Assert.InRange(pacer.Decide(Ms(10_001), 30).Wait.TotalMilliseconds, 90, 100);
    }

    [Fact]
    public void A_sequence_that_starts_again_forgets_what_was_on_its_way()
    {
        var pacer = new ViewerPacer(60, acks: true);
        pacer.RecordSent(100, Ms(0));
        pacer.RecordSent(101, Ms(33));
        pacer.RecordSent(1, Ms(66));
        Assert.Equal(1, pacer.Unacknowledged);
        Assert.NotNull(pacer.RecordAcknowledgement(1, Ms(70)));
    }
}
