using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Uplinks;

/// <summary>Parses the mapping file of <see cref="UplinkOptions"/> and reports every error in it.</summary>
internal sealed class UplinkOptionsValidator : IValidateOptions<UplinkOptions>
{
    public ValidateOptionsResult Validate(string? name, UplinkOptions options)
    {
        try
        {
            if (options.MappingsFile is { } file)
                MappingFile.Read(file);
            return ValidateOptionsResult.Success;
        }
        catch (MappingException exception)
        {
            return ValidateOptionsResult.Fail(exception.Message.Split('\n'));
        }
    }
}
