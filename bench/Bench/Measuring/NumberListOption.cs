using System.CommandLine;

namespace LiveParking.Bench.Measuring;

/// <summary>An option with whole numbers in a range, with commas between.</summary>
public sealed class NumberListOption : Option<int[]>
{
    /// <param name="name">With its dashes.</param>
    /// <param name="description">The meaning of the numbers; the range is added.</param>
    /// <param name="fallback">The default.</param>
    /// <param name="least">The smallest that is taken.</param>
    /// <param name="most">The largest that is taken.</param>
    public NumberListOption(string name, string description, int[] fallback, int least, int most)
        : base(name)
    {
        Description = $"{description} ({least} to {most}), with commas between";
        DefaultValueFactory = _ => fallback;
        CustomParser = result => [.. result.Tokens[0].Value.Split(',').Select(word => int.TryParse(word, out var number) ? number : 0)];
        Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !token.Value.Split(',').All(word => NumberOption.IsIn(word, least, most)))
                result.AddError($"{name} is a list of numbers from {least} to {most}, as in {fallback[0]},{fallback[^1]}, not '{token.Value}'.");
        });
    }
}
