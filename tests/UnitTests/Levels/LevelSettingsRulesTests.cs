using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Levels;

namespace LiveParking.UnitTests.Levels;

public sealed class LevelSettingsRulesTests
{
    private static readonly LevelSettings Good = new("Upper", CountingMode.Gates, new Dictionary<string, int> { ["standard"] = 150 });

    [Fact]
    public void Require_GoodSettings_Passes() => LevelSettingsRules.Require(Good);

    public static TheoryData<LevelSettings, string> Faulty() => new()
    {
        { Good with { Name = "" }, "name" },
        { Good with { Counting = (CountingMode)9 }, "counting" },
        { Good with { Capacity = new Dictionary<string, int>() }, "capacity" },
        { Good with { Capacity = new Dictionary<string, int> { ["standard"] = -1 } }, "capacity.standard" },
        { Good with { Capacity = new Dictionary<string, int> { ["standard"] = int.MaxValue, ["ev"] = int.MaxValue } }, "capacity" },
        { Good with { Capacity = new Dictionary<string, int> { ["Standard!"] = 1 } }, "capacity" },
        { Good with { OutOfService = new Dictionary<string, int> { ["standard"] = 151 } }, "outOfService.standard" },
        { Good with { OutOfService = new Dictionary<string, int> { ["ev"] = 1 } }, "outOfService.ev" },
        { Good with { Thresholds = new OccupancyThresholds(0.9, 0.95, 1, 0.98) }, "thresholds" },
        { Good with { Thresholds = new OccupancyThresholds(double.NaN, 0.8, 1, 0.98) }, "thresholds" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Require_FaultySettings_NamesTheField(LevelSettings settings, string field) =>
        Assert.Contains(field, Assert.Throws<InvalidRequestException>(() => LevelSettingsRules.Require(settings)).Message, StringComparison.Ordinal);
}
