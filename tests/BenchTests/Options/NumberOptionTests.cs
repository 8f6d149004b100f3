using System.CommandLine;
using LiveParking.Bench.Measuring;

namespace LiveParking.BenchTests.Options;

/// <summary>Accepted and refused values of the options with numbers.</summary>
public sealed class NumberOptionTests
{
    private readonly NumberOption _rate = new("--rate", "updates a second", 20, 1, 100);
    private readonly NumberListOption _sizes = new("--size", "sizes", [50, 120], 10, 1000);

    [Theory]
    [InlineData("", 20)]
    [InlineData("--rate 1", 1)]
    [InlineData("--rate 100", 100)]
    public void A_number_in_the_range_is_taken_and_the_fallback_stands_for_none(string line, int expected) =>
        Assert.Equal(expected, Parse(line).GetValue(_rate));

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("many")]
    [InlineData("1.5")]
    public void A_number_outside_the_range_is_refused_with_the_range(string number)
    {
        var errors = Parse($"--rate {number}").Errors.Select(error => error.Message);

        Assert.Contains($"--rate is a number from 1 to 100, not '{number}'.", errors);
    }

    [Fact]
    public void A_list_is_taken_whole_and_refused_for_one_number()
    {
        Assert.Equal([50, 120], Parse("").GetValue(_sizes)!);
        Assert.Equal([10, 1000], Parse("--size 10,1000").GetValue(_sizes)!);
        Assert.Contains(
            "--size is a list of numbers from 10 to 1000, as in 50,120, not '10,9'.", Parse("--size 10,9").Errors.Select(error => error.Message));
    }

    private ParseResult Parse(string line) => new RootCommand { _rate, _sizes }.Parse(line);
}
