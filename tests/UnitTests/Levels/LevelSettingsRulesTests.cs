using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;

namespace LiveParking.UnitTests.Levels;

public sealed class LevelSettingsRulesTests
{
    private static readonly LevelSettings Good = new("Upper", CountingMode.Gates, new Dictionary<string, int> { ["standard"] = 150 });

    [Fact]
    public void Require_good_settings_passes() => LevelSettingsRules.Require(Good with
    {
        OpeningHours = "Mo-Fr 06:00-22:00; Sa,Su 08:00-20:00; PH off",
        Closed = true,
        ClosedReason = "Flooded",
        HeightLimit = 2.1,
        SilentAfter = 600,
    });

    public static TheoryData<LevelSettings, string> Faulty() => new()
    {
        { Good with { Name = "" }, "name" },
        { Good with { Counting = (CountingMode)9 }, "counting" },
        { Good with { Capacity = new Dictionary<string, int>() }, "capacity" },
        { Good with { Capacity = new Dictionary<string, int> { ["standard"] = -1 } }, "capacity.standard" },
        { Good with { Capacity = new Dictionary<string, int> { ["standard"] = int.MaxValue, ["ev"] = int.MaxValue } }, "capacity.standard" },
        { Good with { Capacity = new Dictionary<string, int> { ["Standard!"] = 1 } }, "capacity" },
        { Good with { OutOfService = new Dictionary<string, int> { ["standard"] = 151 } }, "outOfService.standard" },
        { Good with { OutOfService = new Dictionary<string, int> { ["ev"] = 1 } }, "outOfService.ev" },
        { Good with { Thresholds = new OccupancyThresholds(0.9, 0.95, 1, 0.98) }, "thresholds" },
        { Good with { Thresholds = new OccupancyThresholds(double.NaN, 0.8, 1, 0.98) }, "thresholds.almostFull" },
        { Good with { Thresholds = new OccupancyThresholds(0.9, 0, 1, 0.98) }, "thresholds.almostFullDown" },
        { Good with { Thresholds = new OccupancyThresholds(0.9, 0.8, 1.1, 0.98) }, "thresholds.full" },
        { Good with { Thresholds = new OccupancyThresholds(0.9, 0.8, 1, -0.98) }, "thresholds.fullDown" },
        { Good with { OpeningHours = "Mo-Fr 25:00-26:00" }, "openingHours" },
        { Good with { OpeningHours = new string('x', 1001) }, "openingHours" },
        { Good with { ClosedReason = "Flooded" }, "closedReason" },
        { Good with { Closed = true, ClosedReason = new string('x', 201) }, "closedReason" },
        { Good with { HeightLimit = 0.5 }, "heightLimit" },
        { Good with { HeightLimit = double.NaN }, "heightLimit" },
        { Good with { SilentAfter = 0 }, "silentAfter" },
        { Good with { SilentAfter = 2_592_001 }, "silentAfter" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Require_faulty_settings_names_the_field(LevelSettings settings, string field)
    {
        var error = Assert.Throws<InvalidRequestException>(() => LevelSettingsRules.Require(settings));
        Assert.Equal(field, error.Field);
        Assert.StartsWith(field + ":", error.Message, StringComparison.Ordinal);
    }
}
