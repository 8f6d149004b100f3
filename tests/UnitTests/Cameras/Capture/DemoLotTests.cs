using LiveParking.Demo.Lots;
using LiveParking.Grains.Interfaces.Levels;
using OpenCvSharp;

namespace LiveParking.UnitTests.Cameras.Capture;

public sealed class DemoLotTests
{
    [Fact]
    public void Cars_come_and_go_until_the_lot_is_as_full_as_the_level()
    {
        using var lot = new Lot("upper-basement", Spots.Of(150, 45));
        Assert.Equal(18, lot.Traffic.Parked);
        lot.Run(minutes: 2, Spots.Of(150, 55));
        Assert.Equal((22, 0), (lot.Traffic.Parked, lot.Traffic.Moving));
        lot.Run(minutes: 2, Spots.Of(150, 40));
        Assert.Equal((16, 0), (lot.Traffic.Parked, lot.Traffic.Moving));
    }

    [Theory]
    [InlineData(150, 150, 60)]
    [InlineData(150, 170, 60)]
    [InlineData(150, 0, 0)]
    [InlineData(0, 0, 0)]
    public void Cars_of_a_level_that_changes_at_once_follow_within_a_minute(int total, int occupied, int cars)
    {
        using var lot = new Lot("upper-basement", Spots.Of(150, 45));
        lot.Run(minutes: 3, Spots.Of(total, occupied));
        Assert.Equal((cars, 0), (lot.Traffic.Parked, lot.Traffic.Moving));
    }

    [Fact]
    public void Cars_of_a_level_that_nobody_knows_move_nevertheless()
    {
        using var lot = new Lot("upper-basement", null);
        var most = 0;
        for (var second = 0; second < 120; second++)
        {
            lot.Run(minutes: 1 / 60.0, null);
            most = Math.Max(most, lot.Traffic.Moving);
        }

        Assert.InRange(most, 1, 2);
        Assert.InRange(lot.Traffic.Parked, 20, 52);
    }

    [Fact]
    public void A_drive_in_and_out_never_jumps_or_turns_on_the_spot()
    {
        var layout = new LotLayout("a");
        var random = LotRandom.For("a", "test");
        foreach (var bay in layout.Bays)
        {
            var car = CarModel.Random(random);
            var path = new DrivePath(bay, car, bay.Inwards * 40, bay.Inwards * -40);
            var arriving = MovingCar.Arriving(car, bay, path);
            FollowSmoothly(arriving);
            Assert.Equal((bay.X, bay.Y, bay.Inwards * Math.PI / 2), (arriving.Pose.X, arriving.Pose.Y, Math.IEEERemainder(arriving.Pose.Heading, Math.Tau)), Near);
            FollowSmoothly(MovingCar.Leaving(car, bay, path, default));
        }
    }

    [Fact]
    public void The_same_name_looks_the_same_and_another_does_not()
    {
        using var one = new Lot("upper-basement", Spots.Of(150, 45));
        using var same = new Lot("upper-basement", Spots.Of(150, 45));
        using var other = new Lot("lower-basement", Spots.Of(150, 45));
        using var first = one.Draw();
        using var second = same.Draw();
        using var third = other.Draw();
        Assert.Equal(0, Cv2.Norm(first, second, NormTypes.INF));
        Assert.True(Cv2.Norm(first, third, NormTypes.L1) / first.Total() > 20);
    }

    private static void FollowSmoothly(MovingCar car)
    {
        var before = car.Pose;
        var steps = 0;
        for (; !car.IsDone; steps++)
        {
            car.Drive(0.04);
            var now = car.Pose;
            Assert.InRange(Math.Sqrt(Math.Pow(now.X - before.X, 2) + Math.Pow(now.Y - before.Y, 2)), 0, 0.45);
            Assert.InRange(Math.Abs(Math.IEEERemainder(now.Heading - before.Heading, Math.Tau)), 0, 0.06);
            before = now;
            Assert.True(steps < 2000, "the car does not arrive");
        }
    }

    private static bool Near((double X, double Y, double Heading) a, (double X, double Y, double Heading) b) =>
        Math.Abs(a.X - b.X) < 0.01 && Math.Abs(a.Y - b.Y) < 0.01 && Math.Abs(a.Heading - b.Heading) < 0.01;

    private sealed class Lot : IDisposable
    {
        private readonly LotScene _scene;

        public Lot(string name, Spots? spots)
        {
            var layout = new LotLayout(name);
            _scene = new LotScene(name, layout);
            Traffic = new LotTraffic(name, layout, _scene, spots);
        }

        public LotTraffic Traffic { get; }

        public void Run(double minutes, Spots? spots)
        {
            for (var seconds = 0.0; seconds < minutes * 60; seconds += 0.1)
                Traffic.Advance(0.1, spots);
        }

        public Mat Draw()
        {
            var frame = new Mat();
            _scene.Draw(frame, [], []);
            return frame;
        }

        public void Dispose() => _scene.Dispose();
    }
}
