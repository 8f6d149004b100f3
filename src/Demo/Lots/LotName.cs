namespace LiveParking.Demo.Lots;

/// <summary>Names for people from slugs.</summary>
internal static class LotName
{
    /// <summary><c>upper-basement</c> becomes <c>Upper Basement</c>.</summary>
    public static string Title(string slug) => string.Join(
        ' ', slug.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
